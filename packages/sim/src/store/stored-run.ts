import type { Day } from '@bagehot/kernel';
import type { RunOutcome } from '@bagehot/ring';
import type { PlainRecord } from '../run-record.js';
import type { RunSnapshot } from '../run-snapshot.js';

/** What a manifest says of its folder: a run, with everything one needs to go back to any of its days. */
export const RUN_FORMAT = 'bagehot-run/1';

/** Where a run has left the one it comes from, and how (one-economy specification, section 13). */
export interface BranchNote {
  /** Content hash of the run it comes from. */
  readonly parent: string;
  /** The first day that is its own. */
  readonly day: Day;
  /** Paths of the scenario and the values they have from that day on. */
  readonly change: PlainRecord;
}

/** What `manifest.json` tells of a stored run. A folder's manifest may say more. */
export interface RunManifest {
  readonly format: typeof RUN_FORMAT;
  /** Version of the engine that ran it. */
  readonly engine: string;
  readonly seed: number;
  /** Decimals of the money grid. */
  readonly money_decimals: number;
  readonly outcome: RunOutcome;
  /** Days entered. */
  readonly days_run: number;
  /** Hash of `scenario.yaml`. */
  readonly scenario_sha256: string;
  /** Hash of `events.jsonl`. */
  readonly events_sha256: string;
  /** Names what happened, whatever else is kept of it: a hash over the engine's version and the two hashes above. */
  readonly content_sha256: string;
  /** Days whose opening states are kept, ascending. */
  readonly snapshots: readonly Day[];
  /** SHA-256 of every other file, by its name relative to the folder. */
  readonly sha256: Readonly<Record<string, string>>;
  /** Absent in a run that began with its opening. */
  readonly branch?: BranchNote | undefined;
}

/** A run that was kept, wherever it lies. What is read has been checked against the manifest. */
export interface StoredRun {
  readonly manifest: RunManifest;
  /** The scenario, spelled out, as YAML. @throws SimError `RUN_FILE` */
  scenario(): string;
  /** The log, a record a line, without line breaks. @throws SimError `RUN_FILE` */
  events(): readonly string[];
  /** The opening state of a day that the manifest lists. @throws SimError `RUN_FILE` */
  snapshot(day: Day): RunSnapshot;
}

/** Name of a snapshot's file in the folder of its run. */
export function snapshotFile(day: Day): string {
  return `snapshots/${day}.json`;
}

/**
 * Is the opening state of a day kept?
 *
 * @param every - days between two of them; 0 keeps that of the first day only
 * @param first - the day with which the run begins, or leaves its parent
 */
export function keepsSnapshot(day: Day, every: number, first: Day): boolean {
  return day === first || (every > 0 && day % every === 0);
}
