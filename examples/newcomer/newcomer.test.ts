import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createContracts, createLedger, createRandom, decimal } from '@bagehot/kernel';
import { createRing } from '@bagehot/ring';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('mutual: members are helped, the smallest gap first, and nobody else', async () => {
  const { mutual } = await run(() => import('./mutual.js'));
  const ledger = createLedger({ moneyDecimals: 0 });
  const phase = mutual('0.5');
  const ring = createRing(
    {
      agents: ['Ada', 'Ben', 'Cleo', 'Dan'],
      cash: { Ada: 10, Ben: 4, Cleo: 3 },
      payables: [
        { debtor: 'Ben', creditor: 'Ada', amount: 7, dueDay: 1 },
        { debtor: 'Cleo', creditor: 'Ada', amount: 4, dueDay: 1 },
        { debtor: 'Dan', creditor: 'Ada', amount: 1, dueDay: 1 },
      ],
    },
    {
      ledger,
      contracts: createContracts(ledger),
      random: createRandom(1),
      events: { emit: () => {} },
      phases: [phase],
    },
  );
  ring.runDay();
  // Half of 10, of 4, and of 3, cut off to whole money; Dan has nothing to pay with.
  expect(ledger.cash('pot')).toEqual(decimal(8));
  expect(phase.snapshot?.()).toEqual({ members: ['Ada', 'Ben', 'Cleo'] });
  ring.runDay();
  // Ada pays 2 more. Cleo lacks 2 and Ben 5: both are helped. Dan is no member.
  expect(ledger.cash('pot')).toEqual(decimal(3));
  expect(ring.defaulted()).toEqual(['Dan']);
});

it('composed-day: the mutual acts between dealers and settlement', async () => {
  const { run: live } = await run(() => import('./composed-day.js'));
  const ends: string[] = [];
  const { economy, metrics } = live('0.1', 1, { afterPhase: (phase) => void ends.push(phase) });
  expect(ends.slice(0, 5)).toEqual(['B1', 'dealers', 'mutual', 'B3', 'C']);
  expect(metrics.defaultRate.lt(live('0', 1).metrics.defaultRate)).toBe(true);
  expect(economy.events.of('Trade').length).toBeGreaterThan(0);
});

it('premium-sweep: the more is paid in, the less goes unpaid, and the more is left over', async () => {
  const { printed, result } = await run(() => import('./premium-sweep.js'));
  const means = (figure: 'defaultRate' | 'kept') =>
    result.arms.map((arm) => Number(result.mean(arm, figure).mean?.toFixed(6)));
  expect(means('defaultRate')).toEqual(means('defaultRate').toSorted((a, b) => b - a));
  expect(means('kept')).toEqual(means('kept').toSorted((a, b) => a - b));
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/tutorials/your-own-market.md'), 'utf8');
  expect(printed.join('\n')).toBe(/```text\n([\s\S]*?)\n```/.exec(page)?.[1]);
});
