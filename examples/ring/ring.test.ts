import { sum } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('banks: 80 against 60 leaves 20 to be paid in reserves; of 25, 5 are left for the 30 of the next day', async () => {
  const { events } = await run(() => import('./banks.js'));
  const cleared = events.of('InterbankCleared');
  expect(cleared.map(({ day, debtorBank, amount }) => `${day} ${debtorBank} ${amount}`)).toEqual(['1 North 20']);
  const overnight = events.of('InterbankOvernightCreated');
  expect(overnight.map(({ day, amount, dueDay }) => `${day} ${amount} ${dueDay}`)).toEqual(['2 30 3']);
  expect(events.of('PayableSettled').map(({ debtor, amount }) => `${debtor} ${amount}`)).toEqual([
    'Ada 80',
    'Ben 60',
    'Ada 30',
    'North 30',
  ]);
});

it('debt-circle: only paying all at once helps', async () => {
  const { outcomes } = await run(() => import('./debt-circle.js'));
  expect([...outcomes]).toEqual([
    ['sequential', 'collapsed'],
    ['multipass', 'collapsed'],
    ['clearing', 'stable'],
  ]);
});

it('default-handling: the first default stops one run, and is worked off in the other', async () => {
  const { printed } = await run(() => import('./default-handling.js'));
  expect(printed).toEqual([
    'fail-fast: halted',
    '  Ada was short of 70 on day 1',
    '  Cleo has 0',
    'expel-agent: stable',
    // Ada pays 30 of 100. Ben has 70 + 30 for 120. Cleo gets these 100 and Dan's 50, who loses what Ada owed him later.
    '  Ada is short of 70, recovery rate 0.3000',
    '  Ben is short of 20, recovery rate 0.8333',
    '  Dan writes off 15 owed by Ada',
    '  Cleo has 150',
  ]);
});

it('factoring: the factor pays 95 % of face, and is left with what it got less what it paid', async () => {
  const { ledger, paid, faces, received } = await run(() => import('./factoring.js'));
  expect(faces.gt(0)).toBe(true);
  expect(paid.eq(faces.times('0.95'))).toBe(true);
  expect(ledger.cash('factor').eq(received.minus(paid))).toBe(true);
  expect(sum(ledger.agents().map((agent) => ledger.cash(agent))).eq(0)).toBe(true);
});

it('first-ring: one unit of cash for four of debt, and every debt is paid or defaulted on', async () => {
  const { world, events } = await run(() => import('./first-ring.js'));
  expect(sum(world.payables.map(({ amount }) => amount)).toString()).toBe('10000');
  expect(sum(world.cash.values()).toString()).toBe('2500');
  expect(events.of('PayableSettled').length + events.of('ObligationDefaulted').length).toBe(100);
  expect(events.of('AgentDefaulted').length).toBe(events.of('ObligationDefaulted').length);
});

it('metrics: the days add up to the run', async () => {
  const { result } = await run(() => import('./metrics.js'));
  expect(sum(result.days.map(({ due }) => due)).toString()).toBe('5000');
  expect(result.summary.totalDue.toString()).toBe('5000');
  // 5000 / 1.5 in whole units: no money comes and none goes.
  for (const { money } of result.days) expect(money?.toString()).toBe('3333');
  for (const { cashShare, onTimeShare } of result.days) expect(cashShare?.gte(onTimeShare ?? 1)).toBe(true);
  expect(result.clearingRate.plus(result.defaultRate).toString()).toBe('1');
});

it('rollover: due on days 1, 3, 5, each time for two days more', async () => {
  const { events, ledger } = await run(() => import('./rollover.js'));
  const rolled = events.of('PayableRolledOver').map(({ day, newDueDay, cashTransferred }) => {
    return `${day} ${newDueDay} ${cashTransferred}`;
  });
  expect(rolled).toEqual(['1 3 100', '3 5 100', '5 7 100']);
  expect(ledger.cash('Ada').toString()).toBe('100');
});

it('scheduled-actions: the grant pays the debt, a quarter of 40 is tax, 12.50 falls due', async () => {
  const { events, printed } = await run(() => import('./scheduled-actions.js'));
  const moved = events.of('CashTransferred').map(({ day, from, to, amount }) => `${day} ${from} ${to} ${amount}`);
  expect(moved).toEqual(['2 Ada Ben 40', '3 Ben Crown 10', '4 Ben Crown 12.5']);
  expect(printed[0]).toBe('stable');
});

it('same-ring-again: draws make the same ring without a seed; twice the kappa is half the cash', async () => {
  const { first, again, poorer } = await run(() => import('./same-ring-again.js'));
  expect(again.payables).toEqual(first.payables);
  expect(again.cash).toEqual(first.cash);
  expect(poorer.payables).toEqual(first.payables);
  expect(sum(first.payables.map(({ amount }) => amount)).toString()).toBe('600');
  expect([first, poorer].map(({ statistics }) => statistics.totalCash.toString())).toEqual(['300', '150']);
});

it('clearing-vector: x = 5 + x/3 for both', async () => {
  const { vector } = await run(() => import('./clearing-vector.js'));
  const half = { numerator: 15n, denominator: 2n };
  expect(vector.exact).toEqual([half, half]);
  // In whole quanta x = 5 + floor(x/3).
  expect(vector.paid).toEqual([7n, 7n]);
});

it('help-in-need: 30 of 50 for Ada, so that 20 are left for Ben, who needs 30', async () => {
  const { events, printed } = await run(() => import('./help-in-need.js'));
  expect(printed).toEqual(['Uncle gives Ada 30', 'Uncle gives Ben 20', 'Ben defaults, short of 10']);
  expect(events.of('PayableSettled').map(({ debtor }) => debtor)).toEqual(['Ada']);
});

it('discount-window: nobody defaults, each loan is the gap and one per cent, and the window has what it got less what it lent', async () => {
  const { treated, run: ring } = await run(() => import('./discount-window.js'));
  const [ledger, events] = treated;
  const { printed } = await run(async () => ring([]));
  expect(printed[0]).not.toMatch(/^0 defaults/);
  expect(events.of('AgentDefaulted')).toEqual([]);
  const paid = events.events.flatMap((event) => (event.kind === 'CashTransferred' ? [event] : []));
  const lent = paid.filter(({ from }) => from === 'window').map(({ amount }) => amount);
  const repaid = paid.filter(({ to }) => to === 'window').map(({ amount }) => amount);
  const loans = events.of('PayableCreated').filter(({ origin }) => origin === 'loan');
  expect(loans.length).toBeGreaterThan(0);
  expect(loans.map(({ amount }) => amount.toString())).toEqual(
    lent.map((gap) => gap.times('1.01').round(2).toString()),
  );
  expect(ledger.cash('window').eq(sum(repaid).minus(sum(lent)))).toBe(true);
  expect(sum(ledger.agents().map((agent) => ledger.cash(agent))).eq(0)).toBe(true);
});
