import type { AgentId, ContractId, Day } from '@bagehot/kernel';
import type { Books } from './books.js';
import { RingError } from './errors.js';
import type { RunOutcome } from './events.js';
import type { Halt } from './world.js';

/** What the ring knows between two days beyond the ledger and the register: plain JSON. */
export interface RingSnapshot {
  readonly kind: 'ring';
  readonly version: 1;
  /** The next day to run. */
  readonly day: Day;
  /** Quiet days in a row so far. */
  readonly quiet: number;
  readonly outcome: RunOutcome | null;
  readonly halt: Halt | null;
  /** In order of default. */
  readonly defaulted: readonly AgentId[];
  /** In the order given; null when the alias is not that of an open contract. */
  readonly aliases: readonly (readonly [string, ContractId | null])[];
  /** Days that open contracts of the ring's own run, which a rollover repeats. */
  readonly distances: readonly (readonly [ContractId, number])[];
  /** Positions in the schedule. */
  readonly cancelled: readonly number[];
  /** Payments between banks that are not netted yet: net flow from the first bank's customers to the second's, in quanta. */
  readonly interbank: readonly (readonly [AgentId, AgentId, string])[];
  /** What defaulted agents still owe by holder, in quanta. */
  readonly estates: readonly (readonly [AgentId, readonly (readonly [AgentId, string])[]])[];
  /** The phases' own states, by name. */
  readonly phases: readonly (readonly [string, object])[];
}

/** The part of a snapshot that the books hold. */
export function bookState(books: Books): Pick<RingSnapshot, 'day' | 'defaulted' | 'aliases' | 'distances'> {
  const distances: [ContractId, number][] = [];
  for (const [contract, days] of books.distances())
    if (books.register.isOpen(contract)) distances.push([books.id(contract), days]);
  return {
    day: books.day,
    defaulted: books.defaulted.map((agent) => books.name(agent)),
    aliases: [...books.aliases()].map(([alias, contract]) => [
      alias,
      books.register.isOpen(contract) ? books.id(contract) : null,
    ]),
    distances,
  };
}

/** Puts the books' part of a snapshot back. */
export function restoreBooks(books: Books, snapshot: RingSnapshot): void {
  books.day = snapshot.day;
  for (const agent of snapshot.defaulted) books.flagDefault(books.accounts.indexOf(agent));
  for (const [alias, contract] of snapshot.aliases)
    books.setAlias(alias, contract === null ? -1 : books.register.indexOf(contract));
  for (const [contract, days] of snapshot.distances) books.setDistance(books.register.indexOf(contract), days);
}

/** @throws RingError `INVALID_SNAPSHOT` when it is of another kind or version */
export function requireRingSnapshot(snapshot: RingSnapshot): void {
  const { kind, version } = snapshot as { readonly kind: unknown; readonly version: unknown };
  if (kind !== 'ring')
    throw new RingError(
      'INVALID_SNAPSHOT',
      { field: 'kind', reason: 'not ring' },
      `snapshot.kind must be ring, but is ${kind}`,
    );
  if (version !== 1)
    throw new RingError(
      'INVALID_SNAPSHOT',
      { field: 'version', reason: 'not 1' },
      `snapshot.version must be 1, but is ${version}`,
    );
}

/** A halt as plain JSON. */
export function plainHalt(halt: Halt | undefined): Halt | null {
  if (halt === undefined) return null;
  return halt.shortfall === undefined ? halt : { ...halt, shortfall: String(halt.shortfall) };
}
