import type { Decimal } from '@bagehot/kernel';
import type { FinancingAgent, FinancingAgentInput } from './agent.js';
import type { EquilibriumResult } from './equilibrium/equilibrium.js';
import { formPrices } from './equilibrium/price-formation.js';
import { type RoundOptions, tradeAt } from './market-round.js';
import { type MarketRoundResult, marketRoundResult, readMarket } from './market-round-result.js';
import { gapWarning, type ModeComparisonWarning, type ModeGap } from './mode-warning.js';
import type { FinancingModes } from './modes.js';
import { refusal } from './problems.js';
import { equivalentVariation } from './welfare.js';

/** What a comparison takes: the options of a round, but with several modes. */
export interface ModeComparisonOptions extends Omit<RoundOptions, 'mode' | 'modes'> {
  /** Names of at least two modes; the others are held against the first. @defaultValue PERSONAL and TOTAL_WEALTH */
  readonly modes?: readonly string[] | undefined;
  /** Where they are looked up. @defaultValue the built-in ones */
  readonly registry?: FinancingModes | undefined;
}

/** What a mode does to the liquidity gaps of a market, held against the first mode. More than 0: the gap is smaller. */
export interface GapDifference {
  readonly mode: string;
  readonly baseline: string;
  /** One per good. Never below 0 for TOTAL_WEALTH against PERSONAL. */
  readonly goods: readonly Decimal[];
  /** At the round's prices. */
  readonly value: Decimal;
  /** By ascending id. Single agents may lose: those who can pay in the one mode meet more buyers in the other. */
  readonly agents: readonly {
    readonly id: number;
    /** One per good. */
    readonly liquidityGap: readonly Decimal[];
    /** What the mode is worth to the agent after the round, in the numeraire; a double. */
    readonly equivalentVariation: number;
  }[];
}

/** One market cleared under several modes. */
export interface ModeComparison {
  /** The same in every mode. */
  readonly equilibrium: EquilibriumResult;
  /** One per mode, in the order asked for. */
  readonly rounds: readonly MarketRoundResult[];
  /** One per mode but the first; none where no price formed. */
  readonly differences: readonly GapDifference[];
  readonly warnings: readonly ModeComparisonWarning[];
}

/**
 * Clears one market under several modes, each time from the same state and at the same prices.
 *
 * A settlement policy that acts on a ledger acts once per mode: compare with one that does not.
 *
 * @throws FinancingError what `runMarketRound` throws; `INVALID_OPTION` for fewer than two modes
 * @example
 * const { differences, warnings } = compareModes(agents, { modes: ['PERSONAL', 'TOTAL_WEALTH'] });
 * @see financing specification, section 8
 */
export function compareModes(
  agents: readonly FinancingAgentInput[],
  { modes = ['PERSONAL', 'TOTAL_WEALTH'], registry, ...options }: ModeComparisonOptions = {},
): ModeComparison {
  if (modes.length < 2) throw refusal('INVALID_OPTION', 'modes', `[${modes.join(', ')}]`, 'at least two names');
  const { rows, participants, rules } = readMarket(agents, { ...options, modes: registry }, modes);
  const market = formPrices(participants, rules[0]?.price);
  const rounds = rules.map((each) => marketRoundResult(tradeAt(market, participants, each)));
  const [first, ...others] = rounds as [MarketRoundResult, ...MarketRoundResult[]];
  return Object.freeze({
    equilibrium: first.equilibrium,
    rounds: Object.freeze(rounds),
    differences: Object.freeze(others.flatMap((other) => gapDifference(first, other, rows) ?? [])),
    warnings: Object.freeze(others.flatMap((other) => gapWarning(gapOf(first), gapOf(other)) ?? [])),
  });
}

function gapDifference(
  first: MarketRoundResult,
  other: MarketRoundResult,
  rows: readonly FinancingAgent[],
): GapDifference | undefined {
  const { prices } = first.equilibrium;
  if (first.clearing === null || other.clearing === null || prices === null) return undefined;
  const base = first.clearing;
  const less = (before: readonly Decimal[], after: readonly Decimal[]): readonly Decimal[] =>
    Object.freeze(before.map((gap, g) => gap.minus(after[g] ?? 0)));
  return Object.freeze({
    mode: other.mode,
    baseline: first.mode,
    goods: less(
      base.goods.map(({ liquidityGap }) => liquidityGap),
      other.clearing.goods.map(({ liquidityGap }) => liquidityGap),
    ),
    value: base.liquidityGapValue.minus(other.clearing.liquidityGapValue),
    agents: Object.freeze(
      other.clearing.agents.map(({ id, liquidityGap }, row) =>
        Object.freeze({
          id,
          liquidityGap: less(base.agents[row]?.liquidityGap ?? [], liquidityGap),
          equivalentVariation: equivalentVariation(
            rows[row]?.alpha ?? [],
            bundleOf(first, row),
            bundleOf(other, row),
            prices,
          ),
        }),
      ),
    ),
  });
}

/** All somebody owns after the round. */
function bundleOf({ agents }: MarketRoundResult, row: number): readonly Decimal[] {
  const agent = agents[row];
  return agent === undefined ? [] : agent.home.map((stock, g) => stock.plus(agent.personal[g] ?? 0));
}

function gapOf({ mode, clearing }: MarketRoundResult): ModeGap {
  return { mode, gapValue: clearing?.liquidityGapValue };
}
