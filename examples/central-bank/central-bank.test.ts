import type { BalanceSheet, CallLoanResponse } from '@bagehot/central-bank';
import { checkClearingRule } from '@bagehot/central-bank/testing';
import { type Decimal, sum, ZERO } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';

const text = (amounts: readonly (Decimal | undefined)[]): readonly string[] => amounts.map(String);

it('policy-channel: the specification’s table; the rate moves only with what lenders have', async () => {
  const { callRateAfter } = await run(() => import('./policy-channel.js'));
  const rates = (spent: number): readonly string[] =>
    text([-200, 0, 200, 400, 800, 1000].map((bonds) => callRateAfter(bonds, spent)));
  expect(rates(1)).toEqual(['0.11248625', '0.09998625', '0.08748625', '0.07498625', '0.05', '0.05']);
  expect(text([0, 400, 1000].map((bonds) => callRateAfter(bonds, 0)))).toEqual(Array(3).fill('0.09998625'));
});

it('call-market: half of what was asked for, at half of the sensitivity above the policy rate', async () => {
  const { market, ledger, first, answer, rate, loans, settled } = await run(() => import('./call-market.js'));
  const { status, interestRate, amountGranted }: CallLoanResponse = answer;
  expect([first.status, first.loanId, first.interestRate]).toEqual(['pending', null, null]);
  expect([status, ...text([interestRate as Decimal, amountGranted, rate])]).toEqual(['prorated', '0.1', '500', '0.1']);
  // 500 and 300 at 10 % for one day of 360: 0.1389 and 0.0833.
  expect(text(loans.map(({ interest }) => interest))).toEqual(['0.14', '0.08']);
  expect([settled.repaid.length, settled.defaulted, market.openLoans()]).toEqual([2, [], []]);
  const held = ['F1', 'F2', 'F3', 'F4'].map((agent) => ledger.balance(agent, 'reserves'));
  expect(text(held)).toEqual(['600.14', '400.08', '9.86', '9.92']);
});

it('order-book: the interval is 4 to 4.2 per cent; one middle lies outside it', async () => {
  const { clearedBy } = await run(() => import('./order-book.js'));
  const report = clearedBy('reference');
  expect(text(report?.grants.map(({ granted }) => granted) ?? [])).toEqual(['100', '80', '0']);
  expect(text(report?.draws.map(({ drawn }) => drawn) ?? [])).toEqual(['120', '60', '0']);
  const rate = (pricing: Parameters<typeof clearedBy>[0]): string => String(clearedBy(pricing)?.callRate);
  expect([rate('reference'), rate('midpoint'), rate('marginal-midpoint')]).toEqual(['0.04', '0.041', '0.045']);
  // 100 at 4 %, 20 at 3.5 % and 60 at 4.5 %: 7.40 on 180.
  expect(rate('pairwise')).toBe('0.041111111111');
});

it('own-clearing-rule: equal shares keep every law; first come, first served depends on the order, and the check says so', async () => {
  const { equal, firstCome, clearedBy } = await run(() => import('./own-clearing-rule.js'));
  expect(() => checkClearingRule(firstCome)).toThrow(/the order of submission moves no (grant|draw)/);
  const grants = [equal, firstCome].map((rule) => text(clearedBy(rule)?.grants.map(({ granted }) => granted) ?? []));
  expect(grants).toEqual([
    ['175', '175', '50'],
    ['400', '0', '0'],
  ]);
});

it('corridor: from the ceiling to the floor; on a floor more reserves change nothing, and the policy rate everything', async () => {
  const { bounded, textbook, floored, rate } = await run(() => import('./corridor.js'));
  const supplies = [0, 50, 95, 100, 105, 150, 1000];
  const rates = [bounded, textbook, floored].map((rule) => text(supplies.map((supplied) => rate(rule, supplied))));
  expect(rates).toEqual([
    ['0.06', '0.06', '0.055', '0.05', '0.045', '0.04', '0.04'],
    // The ceiling with probability (50 - excess) / 100, else the floor.
    ['0.06', '0.06', '0.051', '0.05', '0.049', '0.04', '0.04'],
    ['0.06', '0.06', '0.055', '0.05', '0.05', '0.05', '0.05'],
  ]);
  expect(text([rate(floored, 150, '0.02'), rate(floored, 1000, '0.02')])).toEqual(['0.02', '0.02']);
});

it('standing-facilities: the ceiling when reserves are scarce, the floor when they are plenty', async () => {
  const { ledger, facilities, scarce, plenty } = await run(() => import('./standing-facilities.js'));
  // 3,600 for a day at 6 % of 360 days is 0.60, at 4 % 0.40.
  const [loan] = scarce.lending;
  expect(text([loan?.amount, loan?.rate, loan?.interest])).toEqual(['3600', '0.06', '0.6']);
  const [deposit] = plenty.deposits;
  expect(text([deposit?.amount, deposit?.rate, deposit?.interest])).toEqual(['3600', '0.04', '0.4']);
  expect([scarce.deposits, plenty.lending, facilities.openLoans(), facilities.openDeposits()]).toEqual([
    [],
    [],
    [],
    [],
  ]);
  // The shop has paid 0.60 each to the saver and the central bank, and 0.40 to the saver, who has 0.40 from the central bank.
  const held = ['saver', 'shop'].map((agent) => ledger.balance(agent, 'reserves'));
  expect(text(held)).toEqual(['7201.4', '8.4']);
});

it('lombard: 760 bear 760; a bond of 196 saves the loan, and without it the bill brings 720', async () => {
  const { story } = await run(() => import('./lombard.js'));
  const [saved, lost] = [story(true), story(false)];
  expect(String(saved.room)).toBe('950');
  expect(saved.called.marginCalls.map(({ agentId, amount }) => `${agentId} ${amount}`)).toEqual(['bank 140']);
  expect([saved.next.loans, String(saved.facilities.headroom('bank'))]).toEqual([[], '56']);
  const [ended] = lost.next.loans;
  expect(text([ended?.seized, ended?.principalLoss])).toEqual(['720', '180']);
  expect(String(lost.facilities.figures().creditLosses)).toBe('180');
  expect(lost.pool.pledges('bank')).toEqual([]);
  expect(String(lost.ledger.balance('bank', 'reserves'))).toBe('900');
});

it('tenders: the published examples', async () => {
  const { fixed, variable, byBank } = await run(() => import('./tenders.js'));
  expect([...text(fixed.allotments), String(fixed.marginalPercentage)]).toEqual(['22.5', '30', '52.5', '0.75']);
  expect([...byBank.values()]).toEqual([14, 34, 46]);
  expect(text([variable.marginalRate as Decimal, variable.marginalPercentage as Decimal])).toEqual(['0.0305', '0.4']);
  expect(String(variable.totalAllotted)).toBe('94');
});

it('reserve-requirements: 84,000 over eight days are 10,500 a day', async () => {
  const { requirement, averaged, daily, printed } = await run(() => import('./reserve-requirements.js'));
  expect(String(requirement)).toBe('10000');
  expect(printed[1]).toBe(`lends 0, 0, ${Array(8).fill('2500').join(', ')}`);
  // 100,000 at 4 % of 360 days; and 96,000 at 4 %, less 4,000 at 7.5 %.
  expect(text([averaged.average, averaged.remuneration, averaged.penalty])).toEqual(['10000', '11.11', '0']);
  expect(text([daily.average, daily.remuneration, daily.penalty])).toEqual(['9600', '10.67', '0.83']);
});

it('policy-rules: Taylor’s answer, steady growth, and a target that is approached', async () => {
  const { answered, steady, aimed, idle } = await run(() => import('./policy-rules.js'));
  // 1 % + 2 % + 1.5 times inflation above 2 %.
  const taylor = ['0.03', '0.03', '0.045', '0.06', '0.045', '0.03', '0.03', '0.03'];
  expect(text(answered.map(({ policyRate }) => policyRate))).toEqual(taylor);
  // 1,000 grow by 3.6 % a tick, to the cent; whole bonds of 1 follow.
  const money = [100_000];
  while (money.length < 8) money.push(Math.round((money.at(-1) ?? 0) * 1.036));
  const bonds = money.map((cents) => Math.trunc(cents / 100) - 1000);
  expect(steady.map((_, k) => steady.slice(0, k + 1).reduce((all, day) => all + day.bonds, 0))).toEqual(bonds);
  // 4,000 bonds per 100 % above 4 %, 100 at most: the saver's 500 become 600, 700, 780 and so on.
  expect(aimed.map((day) => day.bonds)).toEqual([0, 100, 100, 80, 48, 28, 17, 10]);
  expect(text(aimed.slice(0, 4).map(({ callRate }) => callRate))).toEqual(['0.08', '0.07', '0.06', '0.052']);
  expect(new Set(text(idle.map(({ callRate }) => callRate)))).toEqual(new Set(['0.08']));
});

it('default-and-rollover: 3,600 for claims of 10,801.50, or its interest and a third of its principal', async () => {
  const { morningAfter } = await run(() => import('./default-and-rollover.js'));
  const fallen = morningAfter();
  const [lost] = fallen.report.defaulted;
  expect(lost?.legs.map(({ received, principalLoss }) => text([received, principalLoss]))).toEqual([
    ['1200', '2400'],
    ['2400', '4800'],
  ]);
  expect(fallen.market.barredBorrowers()).toEqual(['shop']);
  const rolled = morningAfter({ max: 2, penalty: '0.02' });
  const [loan] = rolled.report.rolled;
  expect(text([loan?.interest, loan?.paid, loan?.rolled, loan?.newRate])).toEqual(['1.5', '3600', '7201.5', '0.07']);
  expect([rolled.report.lossByLender.size, rolled.market.barredBorrowers()]).toEqual([0, []]);
});

it('debt-circle: three defaults, or none', async () => {
  const { morningAfter } = await run(() => import('./debt-circle.js'));
  const counts = [false, true].map(morningAfter).map(({ repaid, defaulted }) => [repaid.length, defaulted.length]);
  expect(counts).toEqual([
    [0, 3],
    [3, 0],
  ]);
  expect(morningAfter(true).repaid.map(({ cause }) => cause)).toEqual(['netting', 'netting', 'netting']);
});

it('netted-session: 3,600 are lent and repaid while 1,200 move', async () => {
  const { ledger, market, session } = await run(() => import('./netted-session.js'));
  expect(text([session?.gross, session?.net, session?.renewed])).toEqual(['7200', '1200', '3600']);
  expect(market.openLoans().map(({ borrowerId, principal }) => `${borrowerId} ${principal}`)).toEqual(['shop 3600']);
  const held = ['Ada', 'Ben', 'shop', 'clearing-house'].map((agent) => ledger.balance(agent, 'reserves'));
  expect(text(held)).toEqual(['1200.5', '0', '0.5', '0']);
});

it('resume: text is all it takes, and a past has as many futures as one likes', async () => {
  const { whole, resumed, futures } = await run(() => import('./resume.js'));
  expect(resumed).toBe(whole);
  expect(resumed).toContain('CallLoanRepaid');
  // 1,000 wanted; 600.45 or 800.45 there, since three days at 9 % brought 0.15 each.
  expect(futures).toEqual(['0.089955', '0.069955']);
});

it('brokered-treasury: bought from firms, the money is where it is lent', async () => {
  const { primary, secondary } = await run(() => import('./brokered-treasury.js'));
  // 400 of 1,000, or 800 of it.
  expect(text([primary.callRate, secondary.callRate])).toEqual(['0.11', '0.07']);
  expect(String(primary.ledger.balance('treasury', 'reserves'))).toBe('400');
  expect(text(['F1', 'F2'].map((agent) => secondary.ledger.balance(agent, 'bond')))).toEqual(['25', '15']);
});

it('t-accounts: debits are credits in every entry, for everybody, and money stays what the central bank owes', async () => {
  const { entries, sheet } = await run(() => import('./t-accounts.js'));
  for (const { lines } of entries)
    for (const name of new Set(lines.map(({ owner }) => owner))) {
      const own = lines.filter(({ owner }) => owner === name);
      expect(String(sum(own.map(({ debit }) => debit ?? ZERO)))).toBe(
        String(sum(own.map(({ credit }) => credit ?? ZERO))),
      );
    }
  const kinds = ['OpenMarketOperation', 'TreasurySpending', 'CallLoanGranted', 'FacilityLending'];
  expect(entries.slice(0, 4).map(({ kind }) => kind)).toEqual(kinds);
  const booked = entries[0]?.lines.map(
    ({ owner, account, debit, credit }) => `${owner} ${account} ${debit ?? ''}/${credit ?? ''}`,
  );
  // 100 bonds at 9.80 that are worth 10 on their face.
  expect(booked).toEqual([
    'CB bonds 980/',
    'CB treasury-deposit /980',
    'treasury deposit 980/',
    'treasury bonds-outstanding /1000',
    'treasury issue-result 20/',
  ]);
  const total = (lines: BalanceSheet['assets']): string => String(sum(lines.map(({ amount }) => amount)));
  // 1,000 at first and 980 for bonds; the loan of 250 is repaid with 0.04.
  expect([total(sheet.assets), total([...sheet.liabilities, ...sheet.equity])]).toEqual(['1980', '1980']);
  expect(sheet.liabilities.map(({ account, amount }) => `${account} ${amount}`)).toEqual([
    'reserves:F1 900.1',
    'reserves:F2 399.86',
    'treasury-deposit 680',
  ]);
});

it('with-and-without: the same model, and no bread without a loan', async () => {
  const { withBank, without } = await run(() => import('./with-and-without.js'));
  expect([withBank, without]).toEqual([10, 0]);
});

it('own-ledger: the baker pays, and pays back', async () => {
  const { ledger, contracts, printed } = await run(() => import('./own-ledger.js'));
  expect(printed).toContain('day 3: baker pays miller 80');
  // 50 at 5 % for a day of 360 cost 0.0069.
  expect(printed).toContain('day 3: the baker owes 50.01 on day 4, a call-loan');
  expect(text(['baker', 'miller', 'saver'].map((agent) => ledger.cash(agent)))).toEqual(['9.99', '80', '140.01']);
  expect(contracts.owedBy('baker')).toEqual([]);
  expect(ledger.assets()).not.toContain('reserves');
});

it('own-treasury: refuses, and undoes nothing because nothing was done; or sells and spends', async () => {
  const { ledger, refused } = await run(() => import('./own-treasury.js'));
  expect(refused).toBe('too-cheap');
  // 20, and four bonds at 9.60.
  expect(String(ledger.balance('pensioner', 'reserves'))).toBe('58.4');
  expect(String(ledger.balance('CB', 'bond'))).toBe('4');
});

it('pledged-claims: 200 of the claim bear 180', async () => {
  const { facilities, custody, during, after, printed } = await run(() => import('./pledged-claims.js'));
  expect(printed[0]).toBe('the firm may borrow 360');
  expect([during, after]).toEqual(['firm 200, CB/custody 200', 'firm 400']);
  expect([custody.pledges('firm'), facilities.openLoans()]).toEqual([[], []]);
});

it('liquidity: 2 for 98 in 90 days is more than 6 % a year, 1 for 99 less', async () => {
  const { choices } = await run(() => import('./liquidity.js'));
  expect(choices.get('cheapest at 9900')).toEqual(['sell', 'borrow']);
  expect(choices.get('cheapest at 9800')).toEqual(['borrow', 'sell']);
  expect([...choices.values()].slice(2)).toEqual([['borrow', 'sell'], ['borrow', 'sell'], ['sell'], ['sell']]);
});

it('config-from-json: reads both spellings, and names every mistake', async () => {
  const { market, problems, printed } = await run(() => import('./config-from-json.js'));
  expect(printed).toContain('note: callMarketSpreadSensitivity is not given: 0.1 is used');
  expect(problems.sort()).toEqual(['colour', 'initialPolicyRate', 'term']);
  // The configuration has read the default already, so the market has nothing to tell.
  expect(market.warnings).toEqual([]);
});

it('figures: every other day is short by a quarter', async () => {
  const { figures, texts } = await run(() => import('./figures.js'));
  const { sessions, shortSessions, volume, meanCallRate, loansDefaulted } = figures;
  expect([sessions, shortSessions, String(volume), loansDefaulted]).toEqual([30, 15, '108000', 0]);
  // 5 % and 7.5 % in turn, on the same volume.
  expect(String(meanCallRate)).toBe('0.0625');
  expect(texts.get('call_clearing')?.split('\n')).toHaveLength(32);
});
