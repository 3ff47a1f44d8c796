import { createContracts, createEventLog, createLedger, createRandom, decimal, ZERO } from '@bagehot/kernel';
import { createRing, type RingEvent, runRing } from '@bagehot/ring';
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
  readonly n_defaults: number;
}

describe('control arm of the published comparison', () => {
  for (const recorded of goldenCases<HeadlineRing>('ring/headline_rings.json', 'rings')) {
    const { kappa, concentration, mu, seed, amounts, due_days: dueDays } = recorded;
    it(`kappa ${kappa}, concentration ${concentration}, mu ${mu}, seed ${seed}`, () => {
      const agents = amounts.map((_, k) => `H${k + 1}`);
      const ledger = createLedger({ moneyDecimals: 0 });
      const log = createEventLog<RingEvent>();
      const ring = createRing(
        {
          agents,
          cash: new Map(agents.map((agent) => [agent, recorded.cash_each])),
          payables: amounts.flatMap((amount, k) =>
            amount === 0
              ? []
              : [
                  {
                    debtor: agents[k] as string,
                    creditor: agents[(k + 1) % agents.length] as string,
                    amount,
                    dueDay: dueDays[k] as number,
                  },
                ],
          ),
        },
        { ledger, contracts: createContracts(ledger), random: createRandom(seed), events: log },
      );
      runRing(ring, { maxDays: 30 });
      const due = amounts.reduce((total, amount) => total + amount, 0);
      const onTime = log.of('PayableSettled').reduce((total, { amount }) => total.plus(amount), ZERO);
      // The vectors round half up at 20 decimals.
      const delta = decimal(due).minus(onTime).div(due).round(20, 1);
      expect(delta.toFixed()).toBe(decimal(recorded.delta_control).toFixed());
      expect(log.of('AgentDefaulted').length).toBe(recorded.n_defaults);
    });
  }
});
