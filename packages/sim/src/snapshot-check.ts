import { SimError } from './errors.js';

/** Refuses snapshots of another kind or version. @throws SimError `INVALID_SNAPSHOT` */
export function requireSnapshot(snapshot: { readonly kind: string; readonly version: number }, expected: string): void {
  const { kind, version } = snapshot;
  if (kind === expected && version === 1) return;
  const [field, value, allowed] = kind === expected ? ['version', version, 1] : ['kind', kind, expected];
  throw new SimError(
    'INVALID_SNAPSHOT',
    { field: field as string, reason: `not ${allowed}` },
    `snapshot.${field} must be ${allowed}, but is ${value}`,
  );
}

/** Has a phase no state in a snapshot? So it is with one that joins a run which is taken up: it begins there. */
export function isStateless(state: object): boolean {
  return Object.keys(state).length === 0;
}
