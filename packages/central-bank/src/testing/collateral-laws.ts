import { type AgentId, createContracts, createLedger, decimal } from '@bagehot/kernel';
import { quanta, toDecimal } from '@bagehot/kernel/quanta';
import { brokenLaw, lawText, mustNotThrow } from '@bagehot/kernel/testing';
import { type Arbitrary, array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { CENTRAL_BANK } from '../money.js';
import type { Collateral } from '../protocols/collateral.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import { reserveAccounts } from '../reserve-accounts.js';

/** Where security is tried: people with claims of kind `payable` on `X` and on each other, in reserves of 2 decimals. */
export interface CollateralWorld extends MoneyMarketPorts {
  /** Who borrows, and may have something to pledge. */
  readonly people: readonly AgentId[];
}

/** How the laws of security are tried. */
export interface CollateralLawOptions {
  /** Courses of loans drawn. @defaultValue 60 */
  readonly numRuns?: number;
}

/** What happens to one agent, or to all; shares are per cent of what may be lent or is owed. */
type Step =
  | { readonly kind: 'borrow' | 'repay' | 'seize'; readonly agent: AgentId; readonly share: number }
  | { readonly kind: 'collect' }
  | { readonly kind: 'day' };

const AGENTS: readonly AgentId[] = ['A', 'B', 'C'];
const DEBTOR = 'X';
const LOAN = 'F1';

const debts = array(
  record({
    debtor: constantFrom(DEBTOR, ...AGENTS),
    creditor: constantFrom(...AGENTS),
    cents: integer({ min: 1, max: 50_000 }),
    dueDay: integer({ min: 1, max: 6 }),
  }).filter(({ debtor, creditor }) => debtor !== creditor),
  { maxLength: 6 },
);

const ofAgent = record({
  kind: constantFrom<'borrow' | 'repay' | 'seize'>('borrow', 'borrow', 'repay', 'seize'),
  agent: constantFrom(...AGENTS),
  share: integer({ min: 1, max: 100 }),
});

const steps: Arbitrary<readonly Step[]> = array(
  oneof({ arbitrary: ofAgent, weight: 4 }, constantFrom<Step>({ kind: 'collect' }, { kind: 'day' })),
  { maxLength: 12 },
);

/**
 * The laws of security for loans, held by courses of loans that a facility might make: what may be owed is told and changes nothing; what is lent within the limit can be
 * secured, what is needed is not given back; a seizure takes no more than is missing, and gives up only when nothing is left; money on a pledged claim has owners; one
 * agent's dealings are not another's; what a transaction undoes leaves nothing behind; a snapshot goes on, and nothing else is taken for one.
 *
 * @param create - makes new security in a world. What agents have to pledge beforehand is pledged here
 * @throws Error telling the law, and the shortest course found that breaks it
 * @see central bank specification, section 11.3
 * @example
 * checkCollateral((world) => createClaimCustody({ haircut: '0.1' }, world));
 */
export function checkCollateral(
  create: (world: CollateralWorld) => Collateral,
  options: CollateralLawOptions = {},
): void {
  assert(
    property(record({ debts, steps }), (drawn) => {
      const desk = new LawDesk(drawn.debts, create);
      for (const step of drawn.steps) desk.play(step);
      desk.resume();
    }),
    { numRuns: options.numRuns ?? 60, includeErrorInReport: true },
  );
}

const UNDO: Error = new Error('undo');

/** Lends against security as a facility would, and looks at it after every step. */
class LawDesk {
  readonly #create: (world: CollateralWorld) => Collateral;
  readonly #world: CollateralWorld;
  readonly #collateral: Collateral;
  readonly #owed: Map<AgentId, bigint> = new Map();

  constructor(
    claims: readonly { readonly debtor: AgentId; readonly creditor: AgentId; cents: number; dueDay: number }[],
    create: (world: CollateralWorld) => Collateral,
  ) {
    const ports = reserveAccounts({ balances: [[DEBTOR, 1_000_000], ...AGENTS.map((agent) => [agent, 0] as const)] });
    for (const { debtor, creditor, cents, dueDay } of claims)
      ports.contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(cents).div(100), dueDay });
    this.#world = { ...ports, people: AGENTS };
    this.#create = create;
    this.#collateral = create(this.#world);
  }

  /** Does a step, takes it back, and does it again. */
  play(step: Step): void {
    const before = this.#shown();
    const owed = [...this.#owed];
    try {
      this.#world.ledger.transaction(() => {
        this.#do(step);
        throw UNDO;
      });
    } catch (error) {
      if (error !== UNDO) throw error;
    }
    this.#owed.clear();
    for (const [agent, amount] of owed) this.#owed.set(agent, amount);
    const after = this.#shown();
    if (before !== after) throw brokenLaw('what a transaction undoes leaves nothing behind', before, after);
    if (step.kind === 'day') quanta(this.#world.ledger).day++;
    else this.#world.ledger.transaction(() => this.#do(step));
  }

  /** A snapshot, as text, goes on elsewhere; what is none is refused. */
  resume(): void {
    const before = this.#shown();
    const text = JSON.stringify(mustNotThrow('a snapshot is plain JSON', () => this.#collateral.snapshot()));
    const ledger = createLedger({ from: this.#world.ledger.snapshot() });
    quanta(ledger).day = quanta(this.#world.ledger).day;
    const contracts = createContracts(ledger, this.#world.contracts.snapshot());
    const copy = this.#create({ ledger, contracts, people: AGENTS });
    mustNotThrow('a snapshot goes on', () => copy.restore(JSON.parse(text)));
    const [own, others] = [this.#collateral, copy].map((one) => lawText([readings(one), one.snapshot()]));
    if (own !== others) throw brokenLaw('a snapshot goes on', own, others);
    for (const nothing of [null, {}, { kind: 'something else', version: 1 }]) {
      if (!isRefused(() => this.#collateral.restore(nothing)))
        throw brokenLaw('what is no snapshot of its own is refused', nothing);
      const after = this.#shown();
      if (before !== after) throw brokenLaw('a snapshot that is refused changes nothing', before, after);
    }
  }

  #do(step: Step): void {
    if (step.kind === 'day') return;
    if (step.kind === 'collect') {
      this.#collect();
      return;
    }
    const others = AGENTS.filter((agent) => agent !== step.agent);
    const before = lawText(others.map((agent) => this.#collateral.secured(agent)));
    this.#lend(step.kind, step.agent, step.share);
    const after = lawText(others.map((agent) => this.#collateral.secured(agent)));
    if (before !== after) throw brokenLaw("one agent's dealings are not another's", before, after);
    this.#shown();
  }

  #lend(kind: 'borrow' | 'repay' | 'seize', agent: AgentId, share: number): void {
    const collateral = this.#collateral;
    const owed = this.#owed.get(agent) ?? 0n;
    const secured = collateral.secured(agent);
    if (kind === 'borrow') {
      const room = collateral.limit(agent) - owed;
      if (room <= 0n) return;
      const outstanding = owed + partOf(room, share);
      this.#owed.set(agent, outstanding);
      collateral.secure(agent, outstanding, LOAN);
      if (collateral.secured(agent) < outstanding)
        throw brokenLaw('what is lent within the limit can be secured', collateral.secured(agent), outstanding);
      this.#owes(agent, outstanding);
    } else if (kind === 'repay') this.#owes(agent, owed - partOf(owed, share));
    else {
      const missing = partOf(owed, share);
      const { covered, surplus } = collateral.seize(agent, missing, LOAN);
      if (covered < 0n || covered > missing) throw brokenLaw('no more is covered than is missing', covered, missing);
      if (surplus < 0n || (surplus > 0n && covered < missing))
        throw brokenLaw('a surplus is what is over when all is covered', surplus, covered, missing);
      const left = collateral.secured(agent);
      if (covered < missing && left > 0n)
        throw brokenLaw('pledges are taken until they cover, or none are left', covered, missing, left);
      if (left > secured || (missing === 0n && left < secured))
        throw brokenLaw('a seizure takes pledges where something is missing', secured, left);
      this.#owes(agent, owed - covered);
    }
  }

  /** Tells what is owed now: what bears it stays. */
  #owes(agent: AgentId, outstanding: bigint): void {
    const collateral = this.#collateral;
    const before = collateral.secured(agent);
    const needed = before < outstanding ? before : outstanding;
    this.#owed.set(agent, outstanding);
    collateral.owes(agent, outstanding, LOAN);
    const after = collateral.secured(agent);
    if (after < needed) throw brokenLaw('what is needed is not given back', before, after, outstanding);
  }

  /** The debtor pays its next debt in full; what a custodian gets belongs to those who have pledged. */
  #collect(): void {
    const { ledger, contracts } = this.#world;
    const [contract] = contracts.owedBy(DEBTOR);
    if (contract === undefined) return;
    const { day, grid } = quanta(ledger);
    const pay = (from: AgentId, to: AgentId, amount: bigint): void => {
      if (amount > 0n && from !== to)
        ledger.transfer({ day, kind: 'paid', asset: 'reserves', from, to, amount: toDecimal(grid, amount) });
    };
    for (const { holder, face } of contract.claims) {
      const amount = BigInt(face.times(10 ** grid.decimals).toFixed(0));
      pay(DEBTOR, holder, amount);
      if (AGENTS.includes(holder) || holder === CENTRAL_BANK || this.#collateral.payees === undefined) continue;
      const payees = this.#collateral.payees(contract.id, amount);
      const sum = payees.reduce((total, payee) => total + payee.amount, 0n);
      if (sum !== amount || payees.some((payee) => payee.amount <= 0n || !AGENTS.includes(payee.agent)))
        throw brokenLaw('what is paid on a pledged claim is all of those who have pledged it', payees, amount);
      for (const payee of payees) pay(holder, payee.agent, payee.amount);
    }
    contracts.remove(contract.id);
  }

  /** All there is to see, which looking does not change. */
  #shown(): string {
    const { ledger, contracts } = this.#world;
    const seen = readings(this.#collateral);
    const books = lawText([ledger.snapshot(), contracts.snapshot(), this.#collateral.snapshot()]);
    const again = readings(this.#collateral);
    if (lawText(seen) !== lawText(again)) throw brokenLaw('limits are the same again', seen, again);
    const after = lawText([ledger.snapshot(), contracts.snapshot(), this.#collateral.snapshot()]);
    if (books !== after) throw brokenLaw('looking changes nothing', books, after);
    return lawText([seen, books]);
  }
}

/** Limits and what is secured, by agent. */
function readings(collateral: Collateral): readonly (readonly [AgentId, bigint, bigint])[] {
  return AGENTS.map((agent) => {
    const [limit, secured] = mustNotThrow('a limit is told of everybody', () => [
      collateral.limit(agent),
      collateral.secured(agent),
    ]);
    if (typeof limit !== 'bigint' || typeof secured !== 'bigint' || secured < 0n || secured > limit)
      throw brokenLaw('what is secured is at least 0 and no more than the limit', secured, limit);
    return [agent, limit, secured];
  });
}

/** At least one quantum of what is there. */
function partOf(amount: bigint, share: number): bigint {
  return amount <= 0n ? 0n : (amount * BigInt(share) + 99n) / 100n;
}

function isRefused(act: () => void): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
