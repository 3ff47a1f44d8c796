import { RingError } from './errors.js';
import type { AgentKind } from './world.js';

/** Something to pay with: a claim on a bank, central bank money of the people, or central bank money of the banks. */
export type MeansOfPayment = 'deposit' | 'cash' | 'reserves';

/** How debts are settled and when a run is stable; every field has the ring specification's default (sections 6 to 8). */
export interface RingRules {
  /**
   * `expel-agent` writes off what a defaulted agent owes and goes on; `fail-fast` undoes the failing payment and stops the run.
   *
   * @defaultValue `expel-agent`
   */
  readonly defaultHandling?: 'expel-agent' | 'fail-fast';
  /**
   * Who is paid when a debtor's money is short: the older debt first, or all debts of the day in proportion.
   *
   * @defaultValue `proportional` as soon as a phase acts at B2, else `first-come`
   */
  readonly distribution?: 'first-come' | 'proportional';
  /**
   * In creation order, in passes over those who can pay in full, or all at once by the greatest clearing vector.
   *
   * @defaultValue `sequential`
   */
  readonly settlement?: 'sequential' | 'multipass' | 'clearing';
  /**
   * What becomes of money that a defaulted agent holds or receives: it is trapped, or shared among those it still owes.
   *
   * @defaultValue `retain`
   */
  readonly estate?: 'retain' | 'pro-rata';
  /**
   * Whether a payable settled in full is issued again, and for how much when its creditor cannot fund it.
   *
   * @defaultValue `off`
   */
  readonly rollover?: 'off' | 'full-face' | 'cash-only' | 'skip';
  /**
   * What agents of a kind pay with, first choice first. Kinds that are left out keep the default.
   *
   * @defaultValue household, dealer, vbt: deposit, cash; firm: cash, deposit; bank, treasury: reserves
   */
  readonly paymentOrder?: Readonly<Partial<Record<AgentKind, readonly MeansOfPayment[]>>>;
  /**
   * Quiet days in a row after which a run without open debts is stable.
   *
   * @defaultValue 2
   */
  readonly quietDays?: number;
  /**
   * When the invariants are checked: after setup, after setup and every day, or never.
   *
   * @defaultValue `setup`
   */
  readonly check?: 'setup' | 'daily' | 'none';
}

/** Every rule with its default filled in. */
export type ResolvedRules = Required<Omit<RingRules, 'paymentOrder'>>;

const CHOICES = {
  defaultHandling: ['expel-agent', 'fail-fast'],
  distribution: ['first-come', 'proportional'],
  settlement: ['sequential', 'multipass', 'clearing'],
  estate: ['retain', 'pro-rata'],
  rollover: ['off', 'full-face', 'cash-only', 'skip'],
  check: ['setup', 'daily', 'none'],
} as const;

/**
 * Fills in the defaults.
 *
 * @param tradesBeforeSettlement - does a phase act at B2? Then money is shared in proportion unless the rules say otherwise
 * @throws RingError `INVALID_WORLD` on a value that is none of those offered
 */
export function resolveRules(rules: RingRules, tradesBeforeSettlement: boolean): ResolvedRules {
  const resolved: ResolvedRules = {
    defaultHandling: rules.defaultHandling ?? 'expel-agent',
    distribution: rules.distribution ?? (tradesBeforeSettlement ? 'proportional' : 'first-come'),
    settlement: rules.settlement ?? 'sequential',
    estate: rules.estate ?? 'retain',
    rollover: rules.rollover ?? 'off',
    quietDays: rules.quietDays ?? 2,
    check: rules.check ?? 'setup',
  };
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = resolved[name as keyof typeof CHOICES];
    if (!(choices as readonly string[]).includes(value)) throw badRule(name, `must be ${choices.join(', ')}`, value);
  }
  if (!Number.isInteger(resolved.quietDays) || resolved.quietDays < 0)
    throw badRule('quietDays', 'must be an integer of at least 0', resolved.quietDays);
  return resolved;
}

function badRule(name: string, reason: string, value: string | number): RingError<'INVALID_WORLD'> {
  const field = `rules.${name}`;
  return new RingError('INVALID_WORLD', { field, reason }, `${field} ${reason}, but is ${value}`);
}
