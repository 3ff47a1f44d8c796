import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Day, type EventRecord, type EventSink, recordLine } from '@bagehot/kernel';
import type { SimEvent } from '../economy.js';
import type { EconomyScenario } from '../economy-scenario/economy-scenario.js';
import { SimError } from '../errors.js';
import { createRecordStream } from '../records.js';
import { type EconomyResult, runScenario, type ScenarioOptions, type ScenarioResult } from '../run-scenario.js';
import type { RunSnapshot } from '../run-snapshot.js';
import { scenarioToYaml } from '../scenario/file-form.js';
import type { RingScenario } from '../scenario/scenario.js';
import type { RunView } from '../simulate.js';
import { type Branch, type BranchOptions, type BranchPast, branch } from '../store/branch.js';
import type { BranchChange } from '../store/branch-change.js';
import { type BranchNote, keepsSnapshot, type StoredRun, snapshotFile } from '../store/stored-run.js';
import { hashOfFile } from './open-run.js';
import { EVENTS, MANIFEST, runManifest, SCENARIO } from './run-manifest.js';
import { storing } from './storage.js';

/** Days between two snapshots, unless somebody says otherwise. */
const SNAPSHOT_EVERY = 5;

/** How a run is kept. */
export interface StoreOptions {
  /**
   * Days between two opening states that are kept; 0 keeps that of the first day only. More of them take more room, and make going back quicker.
   *
   * @defaultValue 5
   */
  readonly snapshotEvery?: number;
}

/** How a scenario is run and kept. */
export type StoredScenarioOptions = Omit<ScenarioOptions, 'from' | 'past'> & StoreOptions;

/**
 * Runs a scenario and keeps it in a folder: its scenario, log, opening states and manifest. The folder is made if need be; a run that was there before goes.
 *
 * @throws SimError `SWEEP_STORAGE` when the file system refuses; what `runScenario` throws
 * @example
 * storeRun('out/run', loadScenario(yaml));
 * const what = branch(openRun('out/run'), 7, { 'moneyMarket.policyRate': '0.02' });
 * @see one-economy specification, section 13
 */
export function storeRun(folder: string, scenario: EconomyScenario, options?: StoredScenarioOptions): EconomyResult;
export function storeRun(folder: string, scenario: RingScenario, options?: StoredScenarioOptions): ScenarioResult;
export function storeRun(
  folder: string,
  scenario: RingScenario | EconomyScenario,
  options: StoredScenarioOptions = {},
): ScenarioResult | EconomyResult {
  return keeping(folder, options, (keeper) => {
    const listening = keeper.listening(options);
    const result = scenario.model === 'ring' ? runScenario(scenario, listening) : runScenario(scenario, listening);
    keeper.finish(result);
    return result;
  });
}

/**
 * Branches a run and keeps the branch in a folder of its own. It can be branched again, from its day on.
 *
 * @throws SimError what `branch` throws; `SWEEP_STORAGE` when the file system refuses
 */
export function storeBranch(
  folder: string,
  past: StoredRun,
  day: Day,
  change: BranchChange,
  options: BranchOptions & StoreOptions = {},
): Branch {
  return keeping(folder, options, (keeper) => {
    const result = branch(past, day, change, keeper.listening(options));
    keeper.finish(result, result.branch);
    return result;
  });
}

function keeping<Result>(
  folder: string,
  { snapshotEvery = SNAPSHOT_EVERY }: StoreOptions,
  run: (keeper: RunKeeper) => Result,
): Result {
  if (!Number.isSafeInteger(snapshotEvery) || snapshotEvery < 0)
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'snapshotEvery', reason: 'not a whole number of at least 0' },
      `snapshotEvery must be a whole number of at least 0, but is ${snapshotEvery}`,
    );
  const keeper = new RunKeeper(folder, snapshotEvery);
  try {
    return run(keeper);
  } finally {
    keeper.close();
  }
}

/** Writes the files of one run while it goes on. Nothing is made, and an earlier run's files stay, until it has been set up. */
class RunKeeper {
  readonly #folder: string;
  readonly #every: number;
  readonly #snapshots: Day[] = [];
  #descriptor: number | undefined;
  #text = '';
  #first: Day | undefined;

  constructor(folder: string, every: number) {
    this.#folder = folder;
    this.#every = every;
  }

  /** The options of a run with what it takes to keep it. */
  listening<Options extends BranchOptions>(options: Options): Options {
    let stream: EventSink<SimEvent> | undefined;
    const begin = (seq: number): EventSink<SimEvent> =>
      createRecordStream((record) => this.#append(record), { seq }) as EventSink<SimEvent>;
    const { sinks = [], onPast, onStart, onDay } = options;
    return {
      ...options,
      sinks: [
        {
          emit: (event: SimEvent) => {
            stream ??= begin(0);
            stream.emit(event);
          },
        },
        ...sinks,
      ],
      onPast: (past: BranchPast) => {
        this.#open();
        for (const record of past.records) this.#append(record);
        stream = begin(past.records.length);
        this.#keep(past.start);
        onPast?.(past);
      },
      onStart: (run: RunView) => {
        this.#open();
        if (this.#first === undefined) this.#keep(run.snapshot());
        this.#commit();
        onStart?.(run);
      },
      onDay: (day: Day, run: RunView) => {
        if (keepsSnapshot(day + 1, this.#every, this.#first as Day)) this.#keep(run.snapshot());
        this.#commit();
        onDay?.(day, run);
      },
    };
  }

  finish(result: ScenarioResult | EconomyResult, note?: BranchNote): void {
    this.#commit();
    this.#write(SCENARIO, scenarioToYaml(result.scenario));
    const names = [SCENARIO, EVENTS, ...this.#snapshots.map(snapshotFile)];
    const files = new Map(names.map((name) => [name, hashOfFile(this.#at(name))]));
    const manifest = runManifest(result, { files, snapshots: this.#snapshots, branch: note });
    this.#write(MANIFEST, `${JSON.stringify(manifest, undefined, 2)}\n`);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): void {
    if (this.#descriptor !== undefined) return;
    const snapshots = this.#at('snapshots');
    storing(this.#folder, () => {
      mkdirSync(snapshots, { recursive: true });
      rmSync(this.#at(MANIFEST), { force: true });
      for (const name of readdirSync(snapshots)) if (/^\d+\.json$/.test(name)) rmSync(path.join(snapshots, name));
    });
    this.#descriptor = storing(this.#at(EVENTS), () => openSync(this.#at(EVENTS), 'w'));
  }

  #append(record: EventRecord): void {
    this.#text += `${recordLine(record)}\n`;
  }

  /** Of a day that will never come nothing is kept. */
  #keep(snapshot: RunSnapshot): void {
    const { day, outcome } = snapshot.ring;
    if (outcome !== null) return;
    this.#first ??= day;
    this.#write(snapshotFile(day), `${JSON.stringify(snapshot)}\n`);
    this.#snapshots.push(day);
  }

  #commit(): void {
    const descriptor = this.#descriptor as number;
    const bytes = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    // A single write may take only a part.
    for (let done = 0; done < bytes.length; )
      done += storing(this.#at(EVENTS), () => writeSync(descriptor, bytes, done));
  }

  #write(name: string, text: string): void {
    storing(this.#at(name), () => writeFileSync(this.#at(name), text));
  }

  #at(name: string): string {
    return path.join(this.#folder, name);
  }
}
