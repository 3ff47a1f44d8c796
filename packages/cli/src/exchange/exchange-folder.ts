import { createHash } from 'node:crypto';
import {
  createExchangeCourse,
  createExchangeLog,
  type ExchangeCourse,
  type ExchangeOptions,
  type ExchangeResult,
  type ExplicitExchangeScenario,
  exchangeEventTables,
  exchangeRecord,
  exchangeRunTables,
  type PlainRecord,
  scenarioToYaml,
  simulationRun,
} from '@bagehot/sim';
import { csvLine } from '@bagehot/telemetry';
import type { GrowingFile } from '../growing-file.js';
import { OutputFolder } from '../output-folder.js';
import { csvTable, json } from '../run-folder.js';

const MANIFEST = 'manifest.json';
const LOG = 'events.jsonl';

/**
 * The files of one run of an exchange. Those that grow hold whole ticks only, so that a run that is cut off leaves files that can be read; the others are written when the run is
 * over, however it ended, and the manifest is the last of them. Nothing is made, and files of an earlier run stay, until this one has been set up.
 */
export class ExchangeFolder {
  /** What a run needs so that it is recorded here. */
  readonly recording: Required<Pick<ExchangeOptions, 'level' | 'sinks' | 'onStart' | 'onTick'>>;
  /** What drawings over ticks need of the run so far. */
  readonly course: ExchangeCourse;
  readonly #folder: OutputFolder;
  readonly #log: GrowingFile;
  readonly #tables: readonly GrowingFile[];
  readonly #emit: (event: Parameters<ReturnType<typeof exchangeEventTables>[number]['rows']>[0]) => void;
  readonly #hash: ReturnType<typeof createHash> = createHash('sha256');
  readonly #files: string[] = [LOG];

  /**
   * @param scenario - what is run: its goods have columns
   * @param level - how much is told
   */
  constructor(folder: string, scenario: ExplicitExchangeScenario, level: NonNullable<ExchangeOptions['level']>) {
    this.#folder = new OutputFolder(folder);
    this.course = createExchangeCourse(scenario.exchange.moneyMode);
    this.#log = this.#folder.grow(LOG);
    const log = createExchangeLog(scenario, (line) => this.#append(line), level);
    const tables = exchangeEventTables(scenario, level).map(({ name, columns, rows }) => {
      this.#files.push(`${name}.csv`);
      const file = this.#folder.grow(`${name}.csv`);
      file.append(csvLine(columns.map((column) => column.name)));
      return { rows, file };
    });
    this.#tables = tables.map(({ file }) => file);
    this.#emit = (event) => {
      for (const { rows, file } of tables) for (const row of rows(event)) file.append(csvLine(row));
    };
    const { sinks, onStart, onTick } = this.course.listening;
    this.recording = {
      level,
      sinks: [log, { emit: this.#emit }, ...sinks],
      onStart: (exchange) => {
        this.#folder.make();
        for (const file of this.#growing()) file.open();
        this.#folder.remove(MANIFEST);
        this.#commit();
        onStart(exchange);
      },
      onTick: (tick, exchange) => {
        this.#commit();
        onTick(tick, exchange);
      },
    };
  }

  /** Writes what is known only when the run is over. */
  finish(result: ExchangeResult, report: string, manifest: PlainRecord): void {
    this.#emit(simulationRun(result));
    this.#commit();
    for (const { name, columns, rows } of exchangeRunTables(result))
      this.#write(`${name}.csv`, csvTable(columns, rows));
    this.#write('metrics.json', json(exchangeRecord(result)));
    const yaml = scenarioToYaml(result.scenario);
    this.#write('scenario.yaml', yaml);
    this.#write('report.html', report);
    const hashes = {
      events_sha256: this.#hash.digest('hex'),
      scenario_sha256: createHash('sha256').update(yaml).digest('hex'),
    };
    this.#write(MANIFEST, json({ ...manifest, ...hashes, files: [...this.#files, MANIFEST] }));
  }

  /** Lets the files go, also in the middle of a tick: what that tick brought so far is dropped. */
  close(): void {
    for (const file of this.#growing()) file.close();
  }

  #append(line: string): void {
    this.#log.append(line);
    this.#hash.update(line);
  }

  #commit(): void {
    for (const file of this.#growing()) file.commit();
  }

  #growing(): readonly GrowingFile[] {
    return [this.#log, ...this.#tables];
  }

  #write(name: string, text: string): void {
    this.#folder.write(name, text);
    if (name !== MANIFEST) this.#files.push(name);
  }
}
