import { type Decimal, sum } from '@bagehot/kernel';
import { defaultRateOf } from '@bagehot/ring';
import { compareMarket, parseScenario, type RingScenario } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface HeadlineRing {
  readonly kappa: string;
  readonly concentration: string;
  readonly mu: string;
  readonly seed: number;
  readonly cash_each: string;
  readonly amounts: readonly number[];
  readonly due_days: readonly number[];
  readonly delta_control: string;
}

interface Reported {
  readonly name: string;
  readonly statistics: { readonly bootstrap95_mean_relief?: readonly [string, string]; readonly worsened: number };
}

/** The published market, sellers only, as far as a scenario can say it. */
const PUBLISHED_MARKET = {
  enabled: true,
  ticketization: 'whole',
  money: 'minted',
  par_cap: false,
  anchor_updates: false,
  order_flow: { pi_sell: 1, N_max: 10 },
  trader_policy: { sell_horizon: 10, buying: false },
};

/** A recorded ring as an explicit scenario: zero amounts mean no debt. */
function scenarioOf(ring: HeadlineRing): RingScenario {
  const agents = ring.amounts.map((_, k) => `H${k + 1}`);
  return parseScenario({
    version: 1,
    name: 'headline',
    agents: [{ id: 'CB', kind: 'central_bank' }, ...agents.map((id) => ({ id, kind: 'household' }))],
    initial_actions: [
      ...agents.map((to) => ({ mint_cash: { to, amount: ring.cash_each } })),
      ...ring.amounts.flatMap((amount, k) => {
        const debt = { from: agents[k], to: agents[(k + 1) % agents.length], amount, due_day: ring.due_days[k] };
        return amount === 0 ? [] : [{ create_payable: debt }];
      }),
    ],
    dealer: PUBLISHED_MARKET,
    run: { max_days: 30, seed: ring.seed },
  });
}

const PUBLISHED = 'published analysis (sellers only)';

describe('the published experiment by its own rules', () => {
  const rings = goldenCases<HeadlineRing>('ring/headline_rings.json', 'rings');
  const [published] = goldenCases<Reported>('ring/headline.json', 'reported').filter(({ name }) => name === PUBLISHED);

  if (rings.length > 0)
    it('the control arms exactly, and what the market does to them', () => {
      const reliefs: Decimal[] = [];
      for (const ring of rings) {
        const where = `kappa ${ring.kappa}, concentration ${ring.concentration}, mu ${ring.mu}`;
        let belowPar = 0;
        const { baseline, treatment, relief } = compareMarket(scenarioOf(ring), {
          baseline: { keepEvents: false },
          treatment: {
            keepEvents: false,
            sinks: [
              {
                emit: (event) => {
                  if (event.kind === 'Trade' && event.price.lte(1)) belowPar++;
                },
              },
            ],
          },
        });
        const { part, whole } = defaultRateOf(baseline.summary);
        expect(part.div(whole).round(20, 1).eq(ring.delta_control), where).toBe(true);
        // Recorded of the published runs: every sale was above par, and no pair was worse off.
        expect(belowPar, where).toBe(0);
        expect(treatment.market?.buys, where).toBe(0);
        expect(relief?.reduction.gte(0), where).toBe(true);
        if (relief?.reliefRatio) reliefs.push(relief.reliefRatio);
      }
      expect(reliefs).toHaveLength(rings.length);
      // The same rings, but another engine and other draws: the mean lies within what chance does to the published one.
      const mean = sum(reliefs).div(reliefs.length);
      const [low, high] = published?.statistics.bootstrap95_mean_relief ?? ['0', '0'];
      expect(mean.gt(low) && mean.lt(high), `mean relief ${mean.toFixed(4)}`).toBe(true);
    });
});
