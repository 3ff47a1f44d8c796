import { CUSTODY, createClaimCustody, createStandingFacilities, reserveAccounts } from '@bagehot/central-bank';
import {
  createContracts,
  createEventLog,
  createLedger,
  decimal,
  type EventBase,
  type Ledger,
  sum,
  ZERO,
} from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const AGENTS = ['A', 'B', 'C'] as const;
const DAYS = 4;

/** A day: new debts, what each borrows at the window, and the share of what it owes that each debtor pays, in quarters. */
interface CustodyDay {
  readonly debts: readonly {
    readonly from: number;
    readonly to: number;
    readonly amount: number;
    readonly term: number;
  }[];
  readonly borrows: readonly number[];
  readonly pays: readonly number[];
  readonly passes: readonly { readonly to: number; readonly share: number }[];
}

const who = fc.nat(AGENTS.length - 1);
const days: fc.Arbitrary<readonly CustodyDay[]> = fc.array(
  fc.record({
    debts: fc.array(
      fc.record({
        from: who,
        to: who,
        amount: fc.integer({ min: 1, max: 9_000 }),
        term: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 4 },
    ),
    borrows: fc.array(fc.oneof(fc.constant(0), fc.nat(9_000)), { minLength: 3, maxLength: 3 }),
    pays: fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(4) }, { weight: 1, arbitrary: fc.nat(4) }), {
      minLength: 3,
      maxLength: 3,
    }),
    passes: fc.array(fc.record({ to: who, share: fc.nat(4) }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: DAYS },
);
const terms = fc.record({
  haircut: fc.constantFrom('0', '0.1', '0.333'),
  discount: fc.constantFrom('0', '0.25'),
  term: fc.integer({ min: 1, max: 3 }),
  tickets: fc.boolean(),
});

type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

function open(
  { haircut, discount, term, tickets }: Terms,
  ledgers?: { ledger: Ledger; contracts: ReturnType<typeof createContracts> },
) {
  const { ledger, contracts } = ledgers ?? reserveAccounts({ balances: AGENTS.map((agent) => [agent, 50] as const) });
  const log = createEventLog<EventBase>();
  const ports = { ledger, contracts, events: log };
  const custody = createClaimCustody({ haircut, liquidationDiscount: discount }, ports);
  const facilities = createStandingFacilities(
    { depositSpread: 0, lendingSpread: '0.1', ticksPerYear: 1, term },
    { ...ports, collateral: custody, centralBank: { getPolicyRate: () => ({ rate: decimal(0), tick: 0 }) } },
  );
  const [accounts, register] = [quanta(ledger), quanta(contracts)];
  const column = accounts.column('reserves');
  if (tickets && register.window === undefined)
    register.openWindow({ ticketSize: 700n, covers: (contract) => register.kindOf(contract) === 'payable' });
  return { ledger, contracts, custody, facilities, accounts, register, column, log };
}

type World = ReturnType<typeof open>;

/** Pays what is due of a contract out of so much, as a ring does: holders by face, custody passes on. */
function settle(
  { ledger, contracts, register, accounts, column, facilities }: World,
  contract: number,
  available: bigint,
): void {
  const id = register.idOf(contract);
  const due = register.amountOf(contract);
  const paid = available < due ? available : due;
  ledger.transaction(() => {
    let left = paid;
    for (const { holder, face } of register.lastClaims(contract)) {
      const share = face < left ? face : left;
      left -= share;
      if (share === 0n || holder === register.debtorOf(contract)) continue;
      column.move(0, register.debtorOf(contract), holder, share);
      if (accounts.nameOf(holder) === CUSTODY) facilities.collected(id, decimal(String(share)).div(100));
    }
    contracts.remove(id);
  });
  if (register.kindOf(contract) === 'facility-loan') facilities.recordSettlement(id, decimal(String(paid)).div(100));
}

function play(world: World, day: CustodyDay, tick: number): void {
  const { accounts, register, contracts, column, facilities } = world;
  accounts.day = tick;
  register.window?.cut(tick);
  for (const { from, to, amount, term } of day.debts)
    if (from !== to)
      contracts.issue({
        kind: 'payable',
        debtor: AGENTS[from] as string,
        creditor: AGENTS[to] as string,
        amount: decimal(amount).div(100),
        dueDay: tick + term,
      });
  register.window?.cut(tick);
  for (const { to, share } of day.passes)
    for (const holder of AGENTS.map((agent) => accounts.indexOf(agent)))
      for (const contract of register.heldBy(holder)) {
        const face = (register.faceOf(contract, holder) * BigInt(share)) / 4n;
        const taker = accounts.indexOf(AGENTS[to] as string);
        if (face > 0n && taker !== holder) register.transfer(contract, holder, taker, face);
      }
  for (const [k, wanted] of day.borrows.entries()) facilities.lend(AGENTS[k] as string, decimal(wanted).div(100));
  checkCustody(world);
  for (const [k, agent] of AGENTS.entries()) {
    const debtor = accounts.indexOf(agent);
    const due = (): number[] => register.owedBy(debtor).filter((contract) => register.dueDayOf(contract) === tick);
    if (column.get(debtor) < register.dues(debtor, tick)) facilities.coverDues(agent);
    for (const contract of due()) settle(world, contract, (column.get(debtor) * BigInt(day.pays[k] ?? 4)) / 4n);
    checkCustody(world);
  }
  facilities.reconcile();
  checkCustody(world);
}

/** What custody has is what it says is pledged, it has no money, and no record outlives its contract. */
function checkCustody({ accounts, register, contracts, custody, facilities, column }: World): void {
  expect(column.sum()).toBe(0n);
  const keeper = accounts.find(CUSTODY);
  if (keeper !== -1) expect(column.get(keeper)).toBe(0n);
  const pledged = new Map<string, bigint>();
  for (const { contract, face } of AGENTS.flatMap((agent) => custody.pledges(agent)))
    pledged.set(contract, (pledged.get(contract) ?? 0n) + BigInt(face.times(100).toFixed(0)));
  const held = keeper === -1 ? [] : register.heldBy(keeper);
  expect(
    new Map(held.map((contract) => [register.idOf(contract), register.faceOf(contract, keeper)] as const)),
  ).toEqual(pledged);
  for (const { contract, due } of facilities.openLoans())
    expect(contracts.get(contract ?? '')?.amount.toString()).toBe(due.toString());
  for (const agent of AGENTS) expect(column.get(accounts.indexOf(agent))).toBeGreaterThanOrEqual(0n);
}

describe('claims in custody over days of a ring', () => {
  it('are those of the records, and custody keeps no money', () => {
    fc.assert(
      fc.property(days, terms, (all, rules) => {
        const world = open(rules);
        for (const [k, day] of all.entries()) play(world, day, k);
      }),
      { numRuns: 50 },
    );
  });

  it('bear every loan when it is granted', () => {
    fc.assert(
      fc.property(days, terms, (all, rules) => {
        const world = open({ ...rules, term: 1 });
        const { facilities, custody, log } = world;
        for (const [k, day] of all.entries()) {
          world.accounts.day = k;
          const before = log.events.length;
          for (const [j, wanted] of day.borrows.entries()) {
            const agent = AGENTS[j] as string;
            const room = facilities.headroom(agent) ?? ZERO;
            const { amount } = facilities.lend(agent, decimal(wanted).div(100));
            expect(amount.lte(room)).toBe(true);
            if (amount.eq(0)) continue;
            const owed = sum(
              facilities
                .openLoans()
                .filter(({ agentId, dueTick }) => agentId === agent && dueTick > k)
                .map(({ outstanding }) => outstanding),
            );
            expect(BigInt(owed.times(100).toFixed(0))).toBeLessThanOrEqual(custody.secured(agent));
          }
          expect(log.events.slice(before).every(({ day: told }) => told === k)).toBe(true);
          play(world, { ...day, borrows: [] }, k);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('go on from a snapshot as if nothing had been', () => {
    fc.assert(
      fc.property(days, days, terms, (first, second, rules) => {
        const world = open({ ...rules, tickets: false });
        for (const [k, day] of first.entries()) play(world, day, k);
        const texts = [world.ledger.snapshot(), world.contracts.snapshot(), world.facilities.snapshot()];
        const [ledgerText, contractsText, text] = texts.map((part) => JSON.stringify(part)) as [string, string, string];
        const ledger = createLedger({ from: JSON.parse(ledgerText) });
        const contracts = createContracts(ledger, JSON.parse(contractsText));
        const copy = open({ ...rules, tickets: false }, { ledger, contracts });
        copy.accounts.day = world.accounts.day;
        copy.facilities.restore(JSON.parse(text));
        const since = world.log.events.length;
        for (const [k, day] of second.entries()) for (const one of [world, copy]) play(one, day, first.length + k);
        expect(JSON.stringify(copy.log.events)).toBe(JSON.stringify(world.log.events.slice(since)));
        expect(JSON.stringify(copy.facilities.snapshot())).toBe(JSON.stringify(world.facilities.snapshot()));
        expect(JSON.stringify(ledger.snapshot())).toBe(JSON.stringify(world.ledger.snapshot()));
      }),
      { numRuns: 30 },
    );
  });
});
