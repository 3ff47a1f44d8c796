import { createHash } from 'node:crypto';
import {
  type Day,
  type EventRecord,
  type EventSink,
  plainEvent,
  recordLine,
  type TableColumn,
  type TableSpec,
} from '@bagehot/kernel';
import {
  BALANCE_COLUMNS,
  type BalanceRow,
  balanceCells,
  balanceRows,
  createRecordStream,
  type EconomyResult,
  moneyEventTables,
  type PlainRecord,
  type RunView,
  runEventTables,
  runRecord,
  runTables,
  type ScenarioOptions,
  type ScenarioResult,
  type SimEvent,
  scenarioToYaml,
} from '@bagehot/sim';
import { type Cell, csvLine } from '@bagehot/telemetry';
import type { GrowingFile } from './growing-file.js';
import { OutputFolder } from './output-folder.js';

/** Fields of a record that stand in the first columns of `events.csv`. */
const HEAD = ['seq', 'day', 'phase', 'kind'] as const;

const MANIFEST = 'manifest.json';

/**
 * The files of one run. Those that grow hold whole days only, so that a run that is cut off leaves files that can be read; the others are written when
 * the run is over, however it ended, and the manifest is the last of them. Nothing is made, and files of an earlier run stay, until this one has been set up.
 *
 * @see ring specification, section 16
 */
export class RunFolder {
  /** What a run needs so that it is recorded here. */
  readonly recording: Required<Pick<ScenarioOptions, 'sinks' | 'onStart' | 'onDay'>>;
  /** Balance sheets at the end of every day so far. */
  readonly sheets: BalanceRow[] = [];
  readonly #folder: OutputFolder;
  readonly #events: GrowingFile;
  readonly #longEvents: GrowingFile;
  readonly #balances: GrowingFile;
  readonly #tables: {
    readonly rows: (event: SimEvent) => readonly (readonly Cell[])[];
    readonly file: GrowingFile;
  }[] = [];
  #hasMoneyMarket = false;
  readonly #hash: ReturnType<typeof createHash> = createHash('sha256');
  readonly #files: string[] = ['events.jsonl', 'events.csv', 'balances.csv'];

  constructor(folder: string) {
    this.#folder = new OutputFolder(folder);
    this.#events = this.#folder.grow('events.jsonl');
    this.#longEvents = this.#folder.grow('events.csv');
    this.#longEvents.append(csvLine([...HEAD, 'field', 'value']));
    this.#balances = this.#folder.grow('balances.csv');
    this.#balances.append(csvLine(BALANCE_COLUMNS));
    this.#addTables(runEventTables);
    let seq = 0;
    const records = createRecordStream((record) => this.#append(record));
    const sink: EventSink<SimEvent> = {
      emit: (event) => {
        records.emit(event);
        const stamped = this.#hasMoneyMarket ? { ...plainEvent(event), seq } : event;
        seq++;
        for (const { rows, file } of this.#tables)
          for (const row of rows(stamped as SimEvent)) file.append(csvLine(row));
      },
    };
    this.recording = {
      sinks: [sink],
      onStart: ({ moneyMarket }) => {
        if (moneyMarket !== undefined) this.#addMoneyMarket();
        this.open();
        this.#folder.remove(MANIFEST);
        this.#commit();
      },
      onDay: (day, run) => this.#endDay(day, run),
    };
  }

  /** Where the folder is. */
  get path(): string {
    return this.#folder.folder;
  }

  /**
   * Makes the folder and its growing files, so that a run is not computed in vain. A run does so itself when it starts.
   *
   * @throws CommandError with exit code 3 when one of them cannot be written
   */
  open(): void {
    this.#folder.make();
    for (const file of this.#growing()) file.open();
  }

  /** Writes what is known only when the run is over. */
  finish(result: ScenarioResult | EconomyResult, report: string, manifest: PlainRecord): void {
    const { economy, metrics, scenario } = result;
    this.#commit();
    for (const { name, columns, rows } of runTables(metrics, economy.events.events))
      this.#write(`${name}.csv`, csvTable(columns, rows));
    this.#write('metrics.json', json(runRecord(result)));
    const yaml = scenarioToYaml(scenario);
    this.#write('scenario.yaml', yaml);
    this.#write('run.html', report);
    const hashes = { events_sha256: this.#hash.digest('hex'), scenario_sha256: sha256(yaml) };
    this.#write(MANIFEST, json({ ...manifest, ...hashes, files: [...this.#files, MANIFEST] }));
  }

  /** Lets the files go, also in the middle of a day: what that day brought so far is dropped. */
  close(): void {
    for (const file of this.#growing()) file.close();
  }

  /** The end of a day: its balance sheets are added, and everything so far goes to the disk. */
  #endDay(day: Day, run: RunView): void {
    for (const row of balanceRows(run.system, day)) {
      this.sheets.push(row);
      this.#balances.append(csvLine(balanceCells(row)));
    }
    this.#commit();
  }

  /** Files that only a run with a money market has. */
  #addMoneyMarket(): void {
    if (this.#hasMoneyMarket) return;
    this.#hasMoneyMarket = true;
    this.#addTables(moneyEventTables);
  }

  #addTables(tables: readonly TableSpec<SimEvent>[]): void {
    for (const { name, columns, rows } of tables) {
      this.#files.push(`${name}.csv`);
      const file = this.#folder.grow(`${name}.csv`);
      file.append(csvLine(columns.map((column) => column.name)));
      this.#tables.push({ rows, file });
    }
  }

  #append(record: EventRecord): void {
    const line = `${recordLine(record)}\n`;
    this.#events.append(line);
    this.#hash.update(line);
    const head = HEAD.map((name) => record[name] as string | number);
    const fields = Object.entries(record).filter(([field]) => !(HEAD as readonly string[]).includes(field));
    // An event that says nothing more than its kind has a row too.
    if (fields.length === 0) this.#longEvents.append(csvLine([...head, null, null]));
    for (const [field, value] of fields) {
      const cell = typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell);
      this.#longEvents.append(csvLine([...head, field, cell]));
    }
  }

  #write(name: string, text: string): void {
    this.#folder.write(name, text);
    if (name !== MANIFEST) this.#files.push(name);
  }

  #commit(): void {
    for (const file of this.#growing()) file.commit();
  }

  #growing(): readonly GrowingFile[] {
    return [this.#events, this.#longEvents, this.#balances, ...this.#tables.map(({ file }) => file)];
  }
}

/** A whole table as comma-separated values. */
export function csvTable(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): string {
  return [columns.map(({ name }) => name), ...rows].map(csvLine).join('');
}

/** Plain data as a text for people and machines. */
export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
