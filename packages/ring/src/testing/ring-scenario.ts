import fc, { type Arbitrary } from 'fast-check';
import type { RingAction } from '../actions.js';
import type { RingRules } from '../rules.js';
import type { ScheduledAction } from '../scheduled-action.js';
import type { ExplicitWorld, WorldAgent } from '../world.js';

/** All that a run needs besides a ledger: a world, what is to happen in it, and by which rules. Money is in whole units. */
export interface RingScenario {
  readonly world: ExplicitWorld;
  readonly schedule: readonly ScheduledAction[];
  readonly rules: RingRules;
}

/** What {@link ringScenario} may make. */
export interface RingScenarioOptions {
  /**
   * People: households and firms, 2 to this many.
   *
   * @defaultValue 6
   */
  readonly maxPeople?: number;
  /**
   * Banks with deposits, reserves and debts among themselves, 0 to this many.
   *
   * @defaultValue 2
   */
  readonly maxBanks?: number;
  /**
   * Last due day.
   *
   * @defaultValue 4
   */
  readonly maxDays?: number;
  /**
   * At most this many payables.
   *
   * @defaultValue 12
   */
  readonly maxPayables?: number;
  /**
   * Does anything happen after the start?
   *
   * @defaultValue true
   */
  readonly scheduled?: boolean;
  /** Rules that are the same in every scenario. */
  readonly rules?: RingRules;
}

/** Names that tempt an engine to sort, to number, or to look into a plain object. */
const NAMES = ['b', '10', 'H1', '2', '__proto__', 'a', 'Ωmega', 'constructor'];

/**
 * Explicit worlds of people and banks with opening money, deposits, payables (some held by others than the creditor), scheduled actions and rules of every
 * kind. Scheduled actions may turn out to be impossible, which ends the run with outcome `error`.
 */
export function ringScenario(options: RingScenarioOptions = {}): Arbitrary<RingScenario> {
  const { maxPeople = 6, maxBanks = 2 } = options;
  return fc
    .record({
      people: fc.integer({ min: 2, max: maxPeople }),
      // Payments between banks need two of them.
      banks: fc.constantFrom(0, Math.min(1, maxBanks), maxBanks, maxBanks),
    })
    .chain(({ people, banks }) => scenarioOf(people, banks, options));
}

function scenarioOf(people: number, banks: number, options: RingScenarioOptions): Arbitrary<RingScenario> {
  const { maxDays = 4, maxPayables = 12, scheduled = true, rules = {} } = options;
  const peopleNames = Array.from({ length: people }, (_, k) => NAMES[k] ?? `P${k}`);
  const bankNames = Array.from({ length: banks }, (_, k) => `Bank${k + 1}`);
  const agents: WorldAgent[] = [
    { id: 'CB', kind: 'central_bank' },
    ...bankNames.map((id): WorldAgent => ({ id, kind: 'bank' })),
    ...peopleNames.map((id, k): WorldAgent => ({ id, kind: k % 3 === 2 ? 'firm' : 'household' })),
  ];
  const names = [...bankNames, ...peopleNames];
  const payables = fc.array(payable(names, maxDays), { maxLength: maxPayables });
  return fc
    .record({
      money: fc.array(openingMoney(bankNames), { minLength: people, maxLength: people }),
      reserves: fc.array(fc.constantFrom(0, 3, 10, 60), { minLength: banks, maxLength: banks }),
      payables,
      schedule: fc.array(scheduledAction(names, bankNames, maxDays), { maxLength: scheduled ? 4 : 0 }),
      rules: ringRules(),
    })
    .map((drawn): RingScenario => {
      const initialActions: RingAction[] = [];
      drawn.money.forEach(({ cash, bank, share }, k) => {
        const customer = peopleNames[k] as string;
        if (cash === 0) return;
        initialActions.push({ kind: 'mint_cash', to: customer, amount: cash });
        const amount = Math.floor(cash * share);
        if (bank !== undefined && amount > 0) initialActions.push({ kind: 'deposit_cash', customer, bank, amount });
      });
      drawn.reserves.forEach((amount, k) => {
        if (amount > 0) initialActions.push({ kind: 'mint_reserves', to: bankNames[k] as string, amount });
      });
      initialActions.push(...drawn.payables);
      return { world: { agents, initialActions }, schedule: drawn.schedule, rules: { ...drawn.rules, ...rules } };
    });
}

function openingMoney(
  banks: readonly string[],
): Arbitrary<{ readonly cash: number; readonly bank: string | undefined; readonly share: number }> {
  return fc.record({
    cash: fc.integer({ min: 0, max: 60 }),
    bank: banks.length === 0 ? fc.constant(undefined) : fc.constantFrom(undefined, ...banks, ...banks),
    share: fc.constantFrom(0.5, 1),
  });
}

/** Two different names. */
function pair(names: readonly string[]): Arbitrary<readonly [string, string]> {
  return fc
    .tuple(fc.nat({ max: names.length - 1 }), fc.integer({ min: 1, max: names.length - 1 }))
    .map(([from, step]) => [names[from] as string, names[(from + step) % names.length] as string] as const);
}

function payable(names: readonly string[], maxDays: number, fromDay = 0): Arbitrary<RingAction> {
  return fc
    .record({
      parties: pair(names),
      amount: fc.integer({ min: 1, max: 60 }),
      dueDay: fc.integer({ min: fromDay, max: Math.max(fromDay, maxDays) }),
      distance: fc.constantFrom(undefined, 1, 2),
      holder: fc.constantFrom(undefined, undefined, ...names),
    })
    .map(({ parties: [from, to], amount, dueDay, distance, holder }) => ({
      kind: 'create_payable',
      from,
      to,
      amount,
      dueDay,
      ...(distance === undefined ? {} : { maturityDistance: distance }),
      ...(holder === undefined || holder === from ? {} : { holder }),
    }));
}

function scheduledAction(
  names: readonly string[],
  banks: readonly string[],
  maxDays: number,
): Arbitrary<ScheduledAction> {
  const amount = fc.integer({ min: 1, max: 30 });
  return fc.integer({ min: 0, max: maxDays }).chain((day) => {
    const kinds: Arbitrary<RingAction>[] = [
      fc.record({ kind: fc.constant('mint_cash' as const), to: fc.constantFrom(...names), amount }),
      fc
        .tuple(pair(names), amount)
        .map(([[fromAgent, toAgent], sum]) => ({ kind: 'transfer_cash', fromAgent, toAgent, amount: sum })),
      payable(names, maxDays + 2, day),
      fc
        .record({ contract: fc.integer({ min: 1, max: 8 }), toAgent: fc.constantFrom(...names) })
        .map(({ contract, toAgent }) => ({ kind: 'transfer_claim', contractId: `P${contract}`, toAgent })),
    ];
    if (banks.length > 0)
      kinds.push(
        fc.tuple(pair(names), amount).map(([[payer, payee], sum]) => ({
          kind: 'client_payment',
          payer,
          payee,
          amount: sum,
        })),
      );
    return fc.oneof(...kinds).map((action) => ({ day, action }));
  });
}

/** Rules of every kind. */
export function ringRules(): Arbitrary<RingRules> {
  return fc.record({
    defaultHandling: fc.constantFrom('expel-agent' as const, 'expel-agent' as const, 'fail-fast' as const),
    distribution: fc.constantFrom('first-come' as const, 'proportional' as const),
    settlement: fc.constantFrom('sequential' as const, 'multipass' as const, 'clearing' as const),
    estate: fc.constantFrom('retain' as const, 'pro-rata' as const),
    rollover: fc.constantFrom('off' as const, 'full-face' as const, 'cash-only' as const, 'skip' as const),
    quietDays: fc.integer({ min: 0, max: 3 }),
  });
}
