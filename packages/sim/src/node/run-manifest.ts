import { createHash } from 'node:crypto';
import { quanta } from '@bagehot/kernel/quanta';
import { ENGINE_VERSION } from '../engine-version.js';
import { SimError } from '../errors.js';
import type { EconomyResult, ScenarioResult } from '../run-scenario.js';
import { type BranchNote, RUN_FORMAT, type RunManifest, snapshotFile } from '../store/stored-run.js';

/** Name of a run's manifest in its folder. */
export const MANIFEST = 'manifest.json';
/** Name of its scenario. */
export const SCENARIO = 'scenario.yaml';
/** Name of its log. */
export const EVENTS = 'events.jsonl';

/** What a manifest is made of, beyond the run itself. */
export interface ManifestParts {
  /** SHA-256 of every file by its name: `scenario.yaml`, `events.jsonl`, each snapshot, and whatever else there is. */
  readonly files: ReadonlyMap<string, string>;
  /** Days whose opening states are kept, ascending. */
  readonly snapshots: readonly number[];
  /** Of a branch: where it left its parent. */
  readonly branch?: BranchNote | undefined;
}

/**
 * What the manifest of a run's folder has to say so that the run can be checked and branched (one-economy specification, section 13).
 *
 * @throws SimError `INVALID_OPTIONS` when the scenario, the log or a snapshot is not among the files
 */
export function runManifest(
  {
    scenario,
    economy,
    stopped,
    days,
  }: Pick<ScenarioResult | EconomyResult, 'scenario' | 'economy' | 'stopped' | 'days'>,
  { files, snapshots, branch }: ManifestParts,
): RunManifest {
  for (const file of [SCENARIO, EVENTS, ...snapshots.map(snapshotFile)])
    if (!files.has(file))
      throw new SimError('INVALID_OPTIONS', { field: 'files', reason: `without ${file}` }, `${file} needs a hash`);
  const scenarioHash = files.get(SCENARIO) as string;
  const eventsHash = files.get(EVENTS) as string;
  return {
    format: RUN_FORMAT,
    engine: ENGINE_VERSION,
    seed: scenario.run.seed,
    money_decimals: quanta(economy.ledger).grid.decimals,
    outcome: stopped,
    days_run: days,
    scenario_sha256: scenarioHash,
    events_sha256: eventsHash,
    content_sha256: contentHash(ENGINE_VERSION, scenarioHash, eventsHash),
    snapshots,
    sha256: Object.fromEntries(files),
    ...(branch === undefined ? {} : { branch }),
  };
}

/**
 * Reads the text of a manifest.
 *
 * @param file - where it lies, for the message
 *
 * @throws SimError `RUN_FILE` when it is not the manifest of a stored run, or contradicts itself
 */
export function parseManifest(text: string, file: string): RunManifest {
  const found = parsed(text, file);
  const { format, engine, scenario_sha256: scenario, events_sha256: events, content_sha256: content, sha256 } = found;
  if (format !== RUN_FORMAT)
    throw manifestError(file, 'foreign', `its format must be ${RUN_FORMAT}, but is ${String(format)}`);
  const { seed, money_decimals: decimals, days_run: days, outcome, snapshots } = found;
  const isWhole =
    [seed, decimals, days].every(Number.isSafeInteger) &&
    [engine, outcome, scenario, events, content].every((value) => typeof value === 'string') &&
    isHashes(sha256) &&
    Array.isArray(snapshots) &&
    snapshots.every((day) => Number.isSafeInteger(day) && Object.hasOwn(sha256, snapshotFile(day as number)));
  const agrees =
    isWhole &&
    sha256[SCENARIO] === scenario &&
    sha256[EVENTS] === events &&
    contentHash(String(engine), String(scenario), String(events)) === content;
  if (!agrees) throw manifestError(file, 'changed', 'what it says does not agree');
  return found as unknown as RunManifest;
}

/** SHA-256 of a text or of bytes, in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function contentHash(engine: string, scenario: string, events: string): string {
  return sha256(`${engine}\n${scenario}\n${events}\n`);
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    throw manifestError(file, 'foreign', 'it is no JSON');
  }
}

function isHashes(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, hash]) => isInside(name) && /^[0-9a-f]{64}$/.test(String(hash)))
  );
}

/** Does a name lead to a file in the folder? */
function isInside(name: string): boolean {
  return !name.startsWith('/') && !/[\\:]/.test(name) && !name.split('/').some((part) => part === '..' || part === '');
}

function manifestError(file: string, problem: 'changed' | 'foreign', reason: string): SimError<'RUN_FILE'> {
  return new SimError('RUN_FILE', { file: MANIFEST, problem }, `${file} is not that of a stored run: ${reason}`);
}
