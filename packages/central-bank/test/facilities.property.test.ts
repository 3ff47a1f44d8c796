import { createCollateralPool, createStandingFacilities, type FacilitiesConfig } from '@bagehot/central-bank';
import { createContracts, createEventLog, createLedger, type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FacilityEconomy, facilityEconomy } from './facility-fixtures.js';

const AGENTS = ['A', 'B', 'C'] as const;
const MONEY = 100;

type Act =
  | { readonly kind: 'lend' | 'deposit' | 'repay' | 'spend'; readonly agent: string; readonly amount: number }
  | { readonly kind: 'pledge' | 'revalue'; readonly agent: string; readonly asset: string; readonly amount: number }
  | { readonly kind: 'release'; readonly agent: string; readonly asset: string }
  | { readonly kind: 'tick' | 'freeze' | 'unfreeze' | 'margins' }
  | { readonly kind: 'observe'; readonly share: string };

const agent = fc.constantFrom(...AGENTS);
const amount = fc.nat(150);
const asset = fc.constantFrom('bill', 'note');
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom('lend', 'deposit', 'repay', 'spend'), agent, amount }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('pledge', 'revalue'), agent, asset, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release'), agent, asset }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tick') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('freeze', 'unfreeze', 'margins') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('observe'), share: fc.constantFrom('0', '0.5') }) },
) as fc.Arbitrary<Act>;

const acts = fc.array(act, { maxLength: 25 });
const config: fc.Arbitrary<Partial<FacilitiesConfig> & { policyRate: string; discount: string }> = fc.record({
  policyRate: fc.constantFrom('0.05', '0', '-0.3', '-1.2'),
  discount: fc.constantFrom('0', '0.25'),
  term: fc.integer({ min: 1, max: 3 }),
  ticksPerYear: fc.constantFrom(1, 7),
  cap: fc.constantFrom(120, 100_000),
  escalation: fc.constant({ slope: '0.1', base: 30 }),
  dynamic: fc.constant({ kMid: '0.2', kWidth: '0.1', expected: '0.1', minFloor: '-2' }),
});

function balancesOf({ ledger }: FacilityEconomy): readonly Decimal[] {
  return AGENTS.map((name) => ledger.balance(name, 'reserves'));
}

function play({ facilities, pool, ledger, spend }: FacilityEconomy, one: Act): void {
  switch (one.kind) {
    case 'lend':
      facilities.lend(one.agent, one.amount);
      return;
    case 'deposit':
    case 'repay':
    case 'spend': {
      const has = ledger.balance(one.agent, 'reserves');
      const units = has.lt(one.amount) ? has : decimal(one.amount);
      if (units.eq(0)) return;
      if (one.kind === 'spend') spend(one.agent, units.toFixed());
      else facilities[one.kind](one.agent, units);
      return;
    }
    case 'pledge':
      if (!pool.pledges(one.agent).some(({ assetId }) => assetId === one.asset))
        pool.pledge(one.agent, { assetId: one.asset, value: one.amount, haircut: '0.15' });
      return;
    case 'revalue':
    case 'release':
      if (!pool.pledges(one.agent).some(({ assetId }) => assetId === one.asset)) return;
      if (one.kind === 'release') pool.release(one.agent, one.asset);
      else pool.revalue(one.agent, one.asset, one.amount);
      return;
    case 'tick':
      facilities.beginTick(quanta(ledger).day + 1);
      return;
    case 'freeze':
      facilities.freeze();
      return;
    case 'unfreeze':
      facilities.unfreeze();
      return;
    case 'margins':
      facilities.callMargins();
      return;
    default:
      facilities.observeDefaults(one.share);
  }
}

/** What is spent so far. */
function spentOf({ ledger }: FacilityEconomy): Decimal {
  let spent = ZERO;
  for (const entry of ledger.journal)
    if (entry.op === 'transfer' && entry.kind === 'test') spent = spent.plus(entry.amount);
  return spent;
}

/** Records are the register's contracts, nobody is below zero, and every quantum in circulation is accounted for. */
function check(economy: FacilityEconomy): void {
  const { ledger, contracts, facilities, pool } = economy;
  const balances = balancesOf(economy);
  for (const balance of balances) expect(balance.gte(0)).toBe(true);
  expect(quanta(ledger).column('reserves').sum()).toBe(0n);
  const loans = facilities.openLoans();
  const deposits = facilities.openDeposits();
  for (const { contract, due } of [...loans, ...deposits])
    expect((contract === null ? ZERO : contracts.get(contract)?.amount)?.toString()).toBe(due.toString());
  const open = [...AGENTS.flatMap((name) => contracts.owedBy(name)), ...contracts.owedBy('CB')];
  expect(open.length).toBe([...loans, ...deposits].filter(({ contract }) => contract !== null).length);
  for (const name of AGENTS) {
    const owed = sum(loans.filter(({ agentId }) => agentId === name).map(({ outstanding }) => outstanding));
    const missing = owed.minus(pool.capacity(name));
    expect(pool.marginCall(name).toString()).toBe((missing.gt(0) ? missing : ZERO).toString());
  }
  const { interestEarned, interestPaid, creditLosses, collateralTaken, deposited } = facilities.figures();
  // Of an open loan, what went out and has not come back.
  const out = sum(
    loans.map(({ contract, principal, due, interest }) => (contract === null ? principal : due.minus(interest))),
  );
  const circulation = decimal(MONEY * AGENTS.length)
    .minus(spentOf(economy))
    .plus(out)
    .minus(interestEarned)
    .plus(creditLosses)
    .plus(collateralTaken)
    .minus(deposited)
    .plus(interestPaid);
  expect(sum(balances).toString()).toBe(circulation.toString());
}

const money = Object.fromEntries(AGENTS.map((name) => [name, MONEY]));

describe('standing facilities, whatever is done with them', () => {
  it('keep records as the register has contracts, and account for every quantum', () => {
    fc.assert(
      fc.property(acts, config, (all, terms) => {
        const economy = facilityEconomy(money, terms);
        for (const one of all) {
          const lent = economy.facilities.figures().lent;
          play(economy, one);
          check(economy);
          const after = economy.facilities.figures().lent;
          if (one.kind === 'lend' && after.gt(lent)) expect(after.lte(terms.cap as number)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never lend beyond what pledges bear, at a rate off the ceiling, or while frozen', () => {
    fc.assert(
      fc.property(acts, config, (all, terms) => {
        const economy = facilityEconomy(money, terms);
        const { facilities, log } = economy;
        for (const one of all) {
          const { floor, ceiling } = facilities.rates();
          expect(ceiling.gte(floor)).toBe(true);
          const room = one.kind === 'lend' ? facilities.headroom(one.agent) : null;
          const before = log.events.length;
          play(economy, one);
          for (const event of log.events.slice(before)) {
            if (event.kind === 'FacilityLending') {
              expect(event.rate.toString()).toBe(ceiling.toString());
              expect(event.amount.lte(room ?? ZERO)).toBe(true);
            }
            if (event.kind === 'FacilityDeposit') expect(event.rate.toString()).toBe(floor.toString());
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it('are taken back with the transaction around them', () => {
    fc.assert(
      fc.property(acts, acts, config, (first, second, terms) => {
        const economy = facilityEconomy(money, terms);
        for (const one of first) play(economy, one);
        const state = (): string =>
          JSON.stringify([economy.ledger.snapshot(), economy.contracts.snapshot(), economy.facilities.snapshot()]);
        const before = state();
        const told = economy.log.events.length;
        expect(() =>
          economy.ledger.transaction(() => {
            for (const one of second) play(economy, one);
            throw new Error('undone');
          }),
        ).toThrow('undone');
        expect(state()).toBe(before);
        expect(economy.log.events.length).toBe(told);
        check(economy);
      }),
      { numRuns: 100 },
    );
  });

  it('go on from a snapshot as if nothing had been', () => {
    fc.assert(
      fc.property(acts, acts, config, (first, second, { policyRate, discount, ...terms }) => {
        const economy = facilityEconomy(money, { policyRate, discount, ...terms });
        for (const one of first) play(economy, one);
        const [ledgerText, contractsText, text] = [
          economy.ledger.snapshot(),
          economy.contracts.snapshot(),
          economy.facilities.snapshot(),
        ].map((part) => JSON.stringify(part)) as [string, string, string];
        const ledger = createLedger({ from: JSON.parse(ledgerText) });
        const contracts = createContracts(ledger, JSON.parse(contractsText));
        quanta(ledger).day = quanta(economy.ledger).day;
        const log: FacilityEconomy['log'] = createEventLog();
        const ports = { ledger, contracts, events: log };
        const pool = createCollateralPool({ liquidationDiscount: discount }, ports);
        const facilities = createStandingFacilities(
          { depositSpread: '0.01', lendingSpread: '0.01', ...terms },
          {
            ...ports,
            collateral: pool,
            centralBank: { getPolicyRate: () => ({ rate: decimal(policyRate), tick: 0 }) },
          },
        );
        facilities.restore(JSON.parse(text));
        expect(JSON.stringify(facilities.snapshot())).toBe(text);
        const column = quanta(ledger).column('reserves');
        const copy: FacilityEconomy = {
          ...economy,
          ledger,
          contracts,
          pool,
          facilities,
          log,
          spend: (name, units) =>
            column.move(0, quanta(ledger).indexOf(name), column.issuer, BigInt(decimal(units).times(100).toFixed(0))),
        };
        const since = economy.log.events.length;
        for (const one of second) {
          play(economy, one);
          play(copy, one);
        }
        expect(JSON.stringify(log.events)).toBe(JSON.stringify(economy.log.events.slice(since)));
        expect(JSON.stringify(facilities.snapshot())).toBe(JSON.stringify(economy.facilities.snapshot()));
        expect(balancesOf(copy).map(String)).toEqual(balancesOf(economy).map(String));
      }),
      { numRuns: 80 },
    );
  });
});
