import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, type RingEvent } from '@bagehot/ring';
import { expect, it } from 'vitest';

it('money that goes round among estates that owe each other rests after a while, instead of going round until one owes nothing', () => {
  const ledger = createLedger({ moneyDecimals: 12 });
  const contracts = createContracts(ledger);
  const events = createEventLog<RingEvent>();
  const owe = (from: string, to: string, amount: string, dueDay: number) =>
    ({ kind: 'create_payable', from, to, amount, dueDay }) as const;
  const ring = createRing(
    {
      agents: ['CB', 'A', 'B', 'C', 'D'].map(
        (id, k) => ({ id, kind: k === 0 ? 'central_bank' : 'household' }) as const,
      ),
      initialActions: [
        { kind: 'mint_cash', to: 'C', amount: '0.000000000007' },
        owe('A', 'B', '1000', 0),
        owe('A', 'D', '1', 0),
        owe('B', 'A', '1000', 0),
        owe('C', 'A', '0.000000000007', 1),
      ],
    },
    { ledger, contracts, random: createRandom(1), events, rules: { estate: 'pro-rata', check: 'daily' } },
  );
  for (let day = 0; day < 3; day++) ring.runDay();
  expect(ring.defaulted()).toEqual(['A', 'B']);
  const shared = events.of('EstateDistributed');
  expect(shared.length).toBeGreaterThan(2);
  expect(shared.length).toBeLessThan(200);
});
