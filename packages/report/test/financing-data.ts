import type { FinancingReportFrame, FinancingReportInput, FinancingReportRun } from '@bagehot/report';

/** Whole numbers that look like chance and are always the same. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** What a page of a financing economy is made of: people who walk to a market, trade every eighth round, and walk home. */
export function financingInput(
  options: {
    readonly rounds?: number;
    readonly people?: number;
    readonly goods?: readonly string[];
    readonly modes?: readonly string[];
    readonly size?: readonly [number, number];
    readonly obstacles?: readonly (readonly [number, number])[];
  } = {},
): FinancingReportInput {
  const {
    rounds = 32,
    people = 24,
    goods = ['grain', 'cloth', 'salt'],
    modes = ['PERSONAL', 'TOTAL_WEALTH'],
    size = [14, 10],
    obstacles = [
      [3, 3],
      [3, 4],
      [3, 5],
      [10, 2],
    ],
  } = options;
  const [width, height] = size;
  return {
    title: 'A village and its market',
    description: 'Half of what people own stays at home when they walk to the market.',
    parameters: { seed: 7, kappa: '0.01', grid: { width, height } },
    goods,
    grid: { width, height, marketWidth: 2, marketHeight: 2, obstacles },
    runs: modes.map((mode, k) => runOf(mode, k, rounds, people, goods, size)),
    ...(modes.length < 2
      ? {}
      : {
          sameState: Array.from({ length: rounds }, (_, r) => r + 1)
            .filter((round) => round % 8 === 0)
            .map((round) => ({
              round,
              modes: modes.map((mode, k) => ({
                mode,
                tradedValue: String(40 + 11 * k),
                liquidityGapValue: String(30 - 12 * k),
              })),
              warnings: round === 16 ? ['NO_GAP_REDUCTION'] : [],
            })),
        }),
  };
}

function runOf(
  mode: string,
  k: number,
  rounds: number,
  people: number,
  goods: readonly string[],
  [width, height]: readonly [number, number],
): FinancingReportRun {
  const draw = numbers(11 + k);
  const homes = Array.from({ length: people }, () => [draw(width), draw(height)] as const);
  const market = [Math.floor((width - 2) / 2), Math.floor((height - 2) / 2)] as const;
  const isPriced = (round: number): boolean => round % 8 === 0;
  const frames: FinancingReportFrame[] = Array.from({ length: rounds }, (_, r) => {
    const step = (r + 1) % 16;
    const away = step <= 8 ? step / 8 : (16 - step) / 8;
    return {
      round: r + 1,
      people: homes.map(([x, y], row) => ({
        id: row + 1,
        x: Math.round(x + (market[0] + (row % 2) - x) * away),
        y: Math.round(y + (market[1] + (row % 3 === 0 ? 1 : 0) - y) * away),
        phase: away === 1 ? 'at_market' : away === 0 ? 'home_prep' : step < 8 ? 'to_market' : 'to_home',
      })),
    };
  });
  return {
    mode,
    outcome: 'horizon',
    metrics: { rounds, priced_rounds: Math.floor(rounds / 8), total_traded_value: '123.456789012345' },
    rounds: Array.from({ length: rounds }, (_, r) => {
      const round = r + 1;
      const priced = isPriced(round);
      const amounts = (scale: number): readonly string[] => goods.map(() => `${draw(scale)}.${draw(9000) + 1000}`);
      return {
        round,
        status: priced ? 'converged' : round % 8 === 7 ? 'insufficient_participants' : 'no_participants',
        reason: null,
        participants: priced ? people : 0,
        prices: priced ? goods.map((_, g) => (g === 0 ? '1' : `${g}.${draw(900000) + 100000}123456`)) : null,
        volume: priced ? amounts(20 + 6 * k) : null,
        liquidityGap: priced ? amounts(9 - 4 * k) : null,
        tradedValue: priced ? `${50 + draw(20)}.123456789` : null,
        liquidityGapValue: priced ? `${25 - 9 * k + draw(5)}.5` : null,
        clearingEfficiency: priced ? `0.${70 + 10 * k}` : null,
        meanUtility: `${3 + k / 4 + round / 100}`,
      };
    }),
    agents: homes.map((_, row) => ({
      id: row + 1,
      marketRounds: 4,
      steps: 30 + draw(9),
      bought: `${draw(30)}.25`,
      sold: `${draw(30)}.5`,
      liquidityGap: `${draw(9)}.125`,
      fillRate: row === 3 ? null : `0.${500000000000 + draw(400000000)}`,
      utilityStart: '3.25',
      utilityEnd: `3.${draw(900)}`,
      equivalentVariation: row === 3 ? null : `${draw(40) / 10 - 0.8 + k / 2}`,
    })),
    frames,
  };
}
