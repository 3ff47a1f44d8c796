import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Day } from '@bagehot/kernel';
import { SimError } from '../errors.js';
import type { RunSnapshot } from '../run-snapshot.js';
import { type RunManifest, type StoredRun, snapshotFile } from '../store/stored-run.js';
import { EVENTS, MANIFEST, parseManifest, SCENARIO, sha256 } from './run-manifest.js';
import { storing } from './storage.js';

/** Bytes of a file that are hashed at a time. */
const PIECE_BYTES = 1 << 20;

/** A file of a run's folder that is not what it should be. */
export interface RunFileProblem {
  /** Relative to the folder. */
  readonly file: string;
  /** It is not there; it has other bytes than the manifest says; it is not of this run. */
  readonly problem: 'missing' | 'changed' | 'foreign';
}

/**
 * Opens the folder of a run. A file is read, and held against the manifest, when it is asked for.
 *
 * @throws SimError `RUN_FILE` when there is no manifest of a stored run; `SWEEP_STORAGE` when the file system refuses
 * @example
 * const past = openRun('out/run');
 * const { metrics } = branch(past, 7, { 'moneyMarket.policyRate': '0.02' });
 */
export function openRun(folder: string): StoredRun {
  const manifest = manifestIn(folder);
  const checked = (file: string): string => {
    const text = read(folder, file);
    if (sha256(text) !== manifest.sha256[file]) throw problemOf({ file, problem: 'changed' }, folder);
    return text;
  };
  return {
    manifest,
    scenario: () => checked(SCENARIO),
    events: () => checked(EVENTS).split('\n').slice(0, -1),
    snapshot: (day: Day) => JSON.parse(checked(snapshotFile(day))) as RunSnapshot,
  };
}

/**
 * Holds every file of a run's folder against its manifest.
 *
 * @returns what is wrong, in the order of the manifest; snapshots it does not list come last
 * @throws SimError `RUN_FILE` when there is no manifest of a stored run
 */
export function verifyRun(folder: string): readonly RunFileProblem[] {
  const manifest = manifestIn(folder);
  const problems = Object.entries(manifest.sha256).flatMap(([file, hash]): readonly RunFileProblem[] => {
    const place = path.join(folder, file);
    if (!existsSync(place)) return [{ file, problem: 'missing' }];
    return hashOfFile(place) === hash ? [] : [{ file, problem: 'changed' }];
  });
  return [...problems, ...unlisted(folder, manifest)];
}

/** SHA-256 of a file, in hexadecimal digits; it need not fit into memory. @throws SimError `SWEEP_STORAGE` */
export function hashOfFile(file: string): string {
  return storing(file, () => {
    const descriptor = openSync(file, 'r');
    try {
      const hash = createHash('sha256');
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      for (let size = readSync(descriptor, piece); size > 0; size = readSync(descriptor, piece))
        hash.update(piece.subarray(0, size));
      return hash.digest('hex');
    } finally {
      closeSync(descriptor);
    }
  });
}

function manifestIn(folder: string): RunManifest {
  return parseManifest(read(folder, MANIFEST), path.join(folder, MANIFEST));
}

/** Snapshots of which the manifest says nothing would be those of another run. */
function unlisted(folder: string, { sha256: known }: RunManifest): readonly RunFileProblem[] {
  const inside = path.join(folder, 'snapshots');
  const names = existsSync(inside) ? readdirSync(inside).sort() : [];
  return names.flatMap((name): readonly RunFileProblem[] => {
    const file = `snapshots/${name}`;
    return Object.hasOwn(known, file) ? [] : [{ file, problem: 'foreign' }];
  });
}

function read(folder: string, file: string): string {
  const place = path.join(folder, file);
  if (!existsSync(place)) throw problemOf({ file, problem: 'missing' }, folder);
  return storing(place, () => readFileSync(place, 'utf8'));
}

function problemOf({ file, problem }: RunFileProblem, folder: string): SimError<'RUN_FILE'> {
  const what = problem === 'missing' ? 'is not there' : 'has other bytes than the manifest says';
  return new SimError('RUN_FILE', { file, problem }, `${path.join(folder, file)} ${what}`);
}
