import { type CallMarketConfig, MoneyMarketError } from '@bagehot/central-bank';
import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGENTS, booksOf, expectDoubleEntry, type JournalWorld, journalWorld } from './journal-worlds.js';

const agent = fc.constantFrom('A', 'B', 'C', 'D');
const some = fc.integer({ min: 1, max: 40_000 }).map((units) => decimal(units).div(100));

/** One thing somebody does. */
const acts = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constant('operate' as const),
      quantity: fc.integer({ min: -40, max: 40 }),
      price: fc.integer({ min: 50, max: 150 }),
      isBrokered: fc.boolean(),
    }),
    fc.record({
      act: fc.constant('session' as const),
      supplies: fc.array(fc.record({ who: agent, share: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      requests: fc.array(fc.record({ who: agent, amount: some }), { minLength: 1, maxLength: 3 }),
      rate: fc.integer({ min: -9, max: 400 }),
    }),
    fc.record({ act: fc.constant('tick' as const) }),
    fc.record({ act: fc.constant('settle' as const) }),
    fc.record({ act: fc.constant('spend' as const), who: agent, to: agent, amount: some }),
    fc.record({ act: fc.constant('deposit' as const), who: agent, amount: some }),
    fc.record({ act: fc.constant('borrow' as const), who: agent, amount: some, security: some }),
  ),
  { minLength: 8, maxLength: 30 },
);
type Act = typeof acts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function play(world: JournalWorld, one: Act, state: { tick: number; pledges: number }, isNetted: boolean): void {
  const { bank, market, treasury, brokered, facilities, pool, ledger } = world;
  attempt(() => {
    switch (one.act) {
      case 'operate':
        world.price = decimal(one.price).div(100);
        bank.conductOpenMarketOperations(one.isBrokered ? brokered : treasury, one.quantity);
        break;
      case 'session':
        for (const { who, share } of one.supplies) {
          const balance = ledger.balance(who, 'reserves');
          const amount = decimal(balance.times(share).div(4).toFixed(2));
          attempt(() => market.supplyReserves(who, amount));
          const renewed = sum(
            market
              .openLoans()
              .filter(({ dueTick }) => dueTick <= state.tick)
              .flatMap(({ legs }) => legs.filter(({ lenderId }) => lenderId === who).map((leg) => leg.amount)),
          );
          const part = decimal(renewed.times(share).div(4).toFixed(2));
          if (isNetted) attempt(() => market.supplyReserves(who, 0, undefined, { renewed: part }));
        }
        for (const { who, amount } of one.requests) attempt(() => market.requestLoan({ borrowerId: who, amount }));
        market.processMarketClearing(decimal(one.rate).div(100));
        break;
      case 'tick':
        state.tick++;
        facilities.beginTick(state.tick);
        market.beginTick(state.tick);
        break;
      case 'settle':
        market.settleDue();
        break;
      case 'spend': {
        const amount = one.amount.gt(ledger.balance(one.who, 'reserves'))
          ? ledger.balance(one.who, 'reserves')
          : one.amount;
        if (one.who !== one.to && amount.gt(0))
          ledger.transfer({ day: state.tick, kind: 'purchase', asset: 'reserves', from: one.who, to: one.to, amount });
        break;
      }
      case 'deposit':
        facilities.deposit(one.who, one.amount);
        break;
      default:
        pool.pledge(one.who, { assetId: `asset-${state.pledges++}`, value: one.security, haircut: '0.25' });
        facilities.lend(one.who, one.amount);
    }
  });
}

/** What is refused changes nothing. */
function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof MoneyMarketError)) throw error;
  }
}

/** What everybody's books say is what ledger, register and services say. */
function expectAgreement({ journal, ledger, bank, treasury, market, facilities }: JournalWorld): void {
  const entries = journal.entries();
  expectDoubleEntry(entries);
  const books = booksOf(entries);
  const opening = new Map([...AGENTS, ['treasury', 100] as const]);
  const account = (owner: string, name: string): string => books(owner, name).toString();
  const positions = facilities.positions();
  const of = (list: readonly { readonly agentId: string; readonly amount: Decimal }[], who: string): Decimal =>
    sum(list.filter(({ agentId }) => agentId === who).map(({ amount }) => amount));
  for (const [who, begin] of opening) {
    const change = ledger.balance(who, 'reserves').minus(begin).toString();
    const [own, owed] = who === 'treasury' ? ['deposit', 'treasury-deposit'] : ['reserves', `reserves:${who}`];
    expect([who, account(who, own as string)]).toEqual([who, change]);
    expect(books('CB', owed as string).toString()).toBe(ZERO.minus(decimal(change)).toString());
    const legs = market.openLoans().flatMap(({ borrowerId, legs: all }) => all.map((leg) => ({ borrowerId, ...leg })));
    // A claim of one is a debt of the other.
    expect([who, account(who, 'cb-borrowed')]).toEqual([who, ZERO.minus(of(positions.lending, who)).toString()]);
    expect(account('CB', `lending:${who}`)).toBe(of(positions.lending, who).toString());
    expect(account(who, 'deposit-facility')).toBe(of(positions.deposits, who).toString());
    expect(account('CB', `deposit-facility:${who}`)).toBe(ZERO.minus(of(positions.deposits, who)).toString());
    const { lent, borrowed } = openOf(legs, who);
    if (isGross(entries)) expect([account(who, 'call-lent'), account(who, 'call-borrowed')]).toEqual([lent, borrowed]);
  }
  const lines = bank.balanceSheet(positions);
  const onSheet = (name: string): Decimal =>
    sum(
      [...lines.assets, ...lines.liabilities, ...lines.equity]
        .filter((line) => line.account === name)
        .map(({ amount }) => amount),
    );
  expect(account('CB', 'bonds')).toBe(bank.bondHoldings().bookValue.minus(50).toString());
  for (const name of ['bond-gains', 'interest', 'credit-losses'])
    expect([name, ZERO.minus(books('CB', name)).toString()]).toEqual([name, onSheet(name).toString()]);
  const { issueResult, spending, levies } = treasury.position();
  expect(account('treasury', 'spending')).toBe(spending.toString());
  expect(account('treasury', 'levies')).toBe(ZERO.minus(levies).toString());
  // The brokered treasury issues nothing, and the other keeps no secrets.
  expect(account('treasury', 'issue-result')).toBe(ZERO.minus(issueResult).toString());
}

/** Has no loan been reduced so far? Then what is open is what is on the books. */
function isGross(entries: readonly { readonly kind: string }[]): boolean {
  return !entries.some(({ kind }) => kind === 'CallLoanReduced');
}

function openOf(
  legs: readonly { readonly borrowerId: string; readonly lenderId: string; readonly amount: Decimal }[],
  who: string,
): { readonly lent: string; readonly borrowed: string } {
  const amounts = (mine: (leg: (typeof legs)[number]) => boolean): Decimal =>
    sum(legs.filter(mine).map(({ amount }) => amount));
  return {
    lent: amounts(({ lenderId }) => lenderId === who).toString(),
    borrowed: ZERO.minus(amounts(({ borrowerId }) => borrowerId === who)).toString(),
  };
}

const everywhere = [
  'CallLoanDefaulted',
  'CallLoanGranted',
  'CallLoanRepaid',
  'FacilityDeposit',
  'FacilityLending',
  'FacilityRepayment',
  'OpenMarketOperation',
  'Transfer',
  'TreasuryLevy',
  'TreasurySpending',
];
const base = { spreadSensitivity: '0.1', sessionsPerTick: 3, barDefaulters: false } as const;

const configs: readonly (readonly [string, CallMarketConfig, readonly string[]])[] = [
  ['gross', base, []],
  ['gross with rollover', { ...base, rollover: { max: 2, penalty: '0.05' } }, ['CallLoanRolled']],
  ['gross with netting, over terms of two ticks', { ...base, netting: true, term: 2 }, []],
  ['netted', { ...base, settlement: 'netted' }, ['CallLoanReduced']],
];

/** Plays it all, and then until every loan is over. */
function played(config: CallMarketConfig, list: readonly Act[], look: (world: JournalWorld) => void): JournalWorld {
  const world = journalWorld(config);
  const state = { tick: 0, pledges: 0 };
  const isNetted = config.settlement === 'netted';
  for (const one of list) play(world, one, state, isNetted);
  look(world);
  for (let k = 0; k < 9; k++) play(world, { act: 'tick' }, state, isNetted);
  play(world, { act: 'settle' }, state, isNetted);
  return world;
}

describe.each(configs)('the books of everybody: %s', (_, config, kinds) => {
  it('agree with ledger, register and services whatever is done', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const world = played(config, list, expectAgreement);
        expectAgreement(world);
        expect(world.market.openLoans()).toEqual([]);
        const books = booksOf(world.journal.entries());
        for (const [who] of AGENTS)
          expect(['call-lent', 'call-borrowed'].map((name) => books(who, name).toString())).toEqual(['0', '0']);
      }),
      { numRuns: 20 },
    );
  });

  it('are looked at while everything there is happens', () => {
    const told = new Set<string>();
    for (const list of fc.sample(acts, { seed: 1, numRuns: 40 }))
      for (const { kind } of played(config, list, () => {}).journal.entries()) told.add(kind);
    expect([...told].sort()).toEqual([...everywhere, ...kinds].sort());
  });
});
