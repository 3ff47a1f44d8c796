import { InvalidTickError } from '../errors.js';
import type { Money } from '../money.js';
import type { Clock } from '../protocols/ports.js';

/** The last tick a contract may be due in: days of the register have 32 bits. */
const LAST_TICK = 2 ** 31 - 1;

/** Where a market stands in time. */
export interface TickRules {
  readonly money: Money;
  readonly clock: Clock | undefined;
  readonly term: number;
}

/**
 * The tick to begin: the clock's, or the ledger's day, unless told otherwise.
 *
 * @param settled - the last tick that was begun, or -1
 * @throws InvalidTickError `INVALID_TICK` for no whole number, a tick in the past, or another one than the clock's
 */
export function readTick({ money, clock, term }: TickRules, tick: number | undefined, settled: number): number {
  const now = money.tick();
  const asked = tick ?? now;
  const last = LAST_TICK - term;
  if (!Number.isSafeInteger(asked) || asked < 0 || asked > last)
    throw invalidTick(asked, `an integer from 0 to ${last}`);
  if (clock !== undefined && asked !== now) throw invalidTick(asked, `the clock's, ${now}`);
  const least = Math.max(now, settled);
  if (asked < least) throw invalidTick(asked, `at least ${least}, the tick there is`);
  return asked;
}

/** Sets the ledger's day, which is the tick where there is no clock; taken back with a running transaction. */
export function setDay({ money, clock }: TickRules, tick: number): void {
  const { accounts } = money;
  const { day } = accounts;
  if (clock !== undefined || day === tick) return;
  accounts.onRollback(() => {
    accounts.day = day;
  });
  accounts.day = tick;
}

function invalidTick(tick: unknown, allowed: string): InvalidTickError {
  const value = String(tick);
  return new InvalidTickError(
    'INVALID_TICK',
    { field: 'tick', value, allowed },
    `tick must be ${allowed}, but is ${value}`,
  );
}
