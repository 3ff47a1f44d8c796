import { existsSync } from 'node:fs';
import path from 'node:path';
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
  type Branch,
  type BranchOptions,
  type BranchPast,
  backstopEventTables,
  balanceCells,
  balanceRows,
  createRecordStream,
  type EconomyResult,
  goodsEventTables,
  moneyEventTables,
  type PlainRecord,
  type RunView,
  replayBalances,
  runEventTables,
  runRecord,
  runTables,
  type ScenarioResult,
  type SimEvent,
  scenarioToYaml,
  snapshotFile,
} from '@bagehot/sim';
import { hashOfFile, runManifest } from '@bagehot/sim/node';
import { type Cell, csvLine } from '@bagehot/telemetry';
import { csvRows } from './csv.js';
import { csvRecords } from './csv-file.js';
import type { GrowingFile } from './growing-file.js';
import { OutputFolder } from './output-folder.js';
import { reading } from './scenario-file.js';
import { SnapshotFiles } from './snapshot-files.js';

/** Fields of a record that stand in the first columns of `events.csv`. */
const HEAD = ['seq', 'day', 'phase', 'kind'] as const;

const MANIFEST = 'manifest.json';

/** Tables that only a run with a certain market has, by market. */
const MARKET_TABLES: readonly (readonly TableSpec<SimEvent>[])[] = [moneyEventTables, backstopEventTables];
const OPTIONAL_TABLES: ReadonlySet<string> = new Set(MARKET_TABLES.flat().map(({ name }) => name));

/**
 * The files of one run. Those that grow hold whole days only, so that a run that is cut off leaves files that can be read; the others are written when
 * the run is over, however it ended, and the manifest is the last of them. Nothing is made, and files of an earlier run stay, until this one has been set up.
 *
 * @see ring specification, section 16
 */
export class RunFolder {
  /** What a run needs so that it is recorded here. */
  readonly recording: Required<Pick<BranchOptions, 'sinks' | 'onStart' | 'onDay'>>;
  /** Balance sheets at the end of every day so far. */
  readonly sheets: BalanceRow[] = [];
  readonly #folder: OutputFolder;
  readonly #events: GrowingFile;
  readonly #longEvents: GrowingFile;
  readonly #balances: GrowingFile;
  readonly #tables: {
    readonly name: string;
    readonly rows: (event: SimEvent) => readonly (readonly Cell[])[];
    readonly file: GrowingFile;
  }[] = [];
  readonly #markets: Set<readonly TableSpec<SimEvent>[]> = new Set();
  readonly #files: string[] = ['events.jsonl', 'events.csv', 'balances.csv'];
  readonly #snapshots: SnapshotFiles | undefined;
  /** Records so far. */
  #seq = 0;
  #records: ReturnType<typeof createRecordStream>;

  /** @param snapshotEvery - days between two opening states that are kept, 0 for that of the first day only; none are unless it is given */
  constructor(folder: string, snapshotEvery?: number) {
    this.#folder = new OutputFolder(folder);
    this.#events = this.#folder.grow('events.jsonl');
    this.#longEvents = this.#folder.grow('events.csv');
    this.#longEvents.append(csvLine([...HEAD, 'field', 'value']));
    this.#balances = this.#folder.grow('balances.csv');
    this.#balances.append(csvLine(BALANCE_COLUMNS));
    this.#addTables(runEventTables);
    this.#snapshots = snapshotEvery === undefined ? undefined : new SnapshotFiles(this.#folder, snapshotEvery);
    this.#records = createRecordStream((record) => this.#append(record));
    const sink: EventSink<SimEvent> = {
      emit: (event) => {
        const seq = this.#seq;
        this.#records.emit(event);
        const stamped = this.#markets.has(moneyEventTables) ? { ...plainEvent(event), seq } : event;
        for (const { rows, file } of this.#tables)
          for (const row of rows(stamped as SimEvent)) file.append(csvLine(row));
      },
    };
    this.recording = {
      sinks: [sink],
      onStart: (run) => {
        if (run.moneyMarket !== undefined) this.#addMarket(moneyEventTables);
        if (run.backstop !== undefined) this.#addMarket(backstopEventTables);
        if (run.phases.some(({ name }) => name === 'goods')) this.#addMarket(goodsEventTables);
        this.#begin();
        if (this.#snapshots?.days.length === 0) this.#snapshots.offer(run.system.day, run);
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

  /**
   * Begins with what a branch has from the run it comes from: its log, and the rows of its tables.
   *
   * @param parent - folder of that run
   * @throws CommandError with exit code 2 when a table is not there
   */
  begin({ records, start }: BranchPast, parent: string): void {
    const { day } = start.ring;
    for (const tables of MARKET_TABLES)
      if (tables.every(({ name }) => existsSync(path.join(parent, `${name}.csv`)))) this.#addMarket(tables);
    this.#begin();
    for (const record of records) this.#append(record);
    this.#records = createRecordStream((record) => this.#append(record), { seq: records.length });
    for (const { name, file } of this.#tables) {
      const table = path.join(parent, `${name}.csv`);
      // A market that joins now has no rows before.
      if (!OPTIONAL_TABLES.has(name) || existsSync(table))
        reading(table, () => {
          for (const row of rowsBefore(table, day, records.length)) file.append(`${row}\n`);
        });
    }
    for (const row of replayBalances(records)) this.#addSheet(row);
    this.#snapshots?.keep(start);
  }

  /** Writes what is known only when the run is over. */
  finish(result: ScenarioResult | EconomyResult | Branch, report: string, manifest: PlainRecord): void {
    const { economy, metrics, scenario } = result;
    const branch = 'branch' in result ? result : undefined;
    this.#commit();
    for (const { name, columns, rows } of runTables(metrics, economy.events.events, branch?.past.records))
      this.#write(`${name}.csv`, csvTable(columns, rows));
    this.#write('metrics.json', json(runRecord(result)));
    const yaml = scenarioToYaml(scenario);
    this.#write('scenario.yaml', yaml);
    this.#write('run.html', report);
    const snapshots = this.#snapshots?.days ?? [];
    this.#files.push(...snapshots.map(snapshotFile));
    const files = new Map(this.#files.map((name) => [name, hashOfFile(this.#folder.pathOf(name))]));
    const stored = runManifest(result, { files, snapshots, branch: branch?.branch });
    this.#write(MANIFEST, json({ ...manifest, ...stored, files: [...this.#files, MANIFEST] }));
  }

  /** Lets the files go, also in the middle of a day: what that day brought so far is dropped. */
  close(): void {
    for (const file of this.#growing()) file.close();
  }

  /** The end of a day: its balance sheets are added, and everything so far goes to the disk. */
  #endDay(day: Day, run: RunView): void {
    for (const row of balanceRows(run.system, day)) this.#addSheet(row);
    this.#snapshots?.offer(day + 1, run);
    this.#commit();
  }

  #addSheet(row: BalanceRow): void {
    this.sheets.push(row);
    this.#balances.append(csvLine(balanceCells(row)));
  }

  /** Everything is ready to be written: what an earlier run left goes. */
  #begin(): void {
    this.open();
    this.#folder.remove(MANIFEST);
    if (this.#snapshots?.days.length === 0) this.#snapshots.clear();
  }

  /** Files that only a run with a money market has. */
  #addMarket(tables: readonly TableSpec<SimEvent>[]): void {
    if (this.#markets.has(tables)) return;
    this.#markets.add(tables);
    this.#addTables(tables);
  }

  #addTables(tables: readonly TableSpec<SimEvent>[]): void {
    for (const { name, columns, rows } of tables) {
      this.#files.push(`${name}.csv`);
      const file = this.#folder.grow(`${name}.csv`);
      file.append(csvLine(columns.map((column) => column.name)));
      this.#tables.push({ name, rows, file });
    }
  }

  #append(record: EventRecord): void {
    this.#seq++;
    this.#events.append(`${recordLine(record)}\n`);
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

/** The rows of a table that tell of what was before a day, or before a record. */
function* rowsBefore(file: string, day: Day, seq: number): Generator<string> {
  let columns: readonly string[] | undefined;
  for (const row of csvRecords(file)) {
    if (columns === undefined) {
      columns = row.split(',');
      continue;
    }
    const cells = csvRows(row)[0] ?? [];
    const [column, limit] = columns.includes('seq') ? ['seq', seq] : ['day', day];
    if (Number(cells[columns.indexOf(column as string)]) < (limit as number)) yield row;
  }
}
