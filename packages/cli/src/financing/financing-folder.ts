import { createHash } from 'node:crypto';
import {
  createLogStream,
  createRoundFrames,
  digestLog,
  type FinancingOptions,
  type FinancingResult,
  financingEventTables,
  financingRecord,
  financingRunTables,
  type PlainRecord,
  type RoundFrames,
  scenarioToYaml,
} from '@bagehot/sim';
import { csvLine } from '@bagehot/telemetry';
import { readLines } from '../csv-file.js';
import type { GrowingFile } from '../growing-file.js';
import { OutputFolder } from '../output-folder.js';
import { csvTable, json } from '../run-folder.js';

const MANIFEST = 'manifest.json';
const LOG = 'log.jsonl';

/**
 * The files of one run of a financing economy. Those that grow hold whole rounds only, so that a run that is cut off leaves files that can be read; the others are written
 * when the run is over, however it ended, and the manifest is the last of them. Nothing is made, and files of an earlier run stay, until this one has been set up.
 */
export class FinancingFolder {
  /** What a run needs so that it is recorded here. */
  readonly recording: Required<Pick<FinancingOptions, 'sinks' | 'onStart' | 'onRound' | 'keepLog'>>;
  /** Where everybody was in each round so far. */
  readonly frames: RoundFrames = createRoundFrames();
  readonly #folder: OutputFolder;
  readonly #log: GrowingFile;
  readonly #tables: readonly GrowingFile[];
  readonly #hash: ReturnType<typeof createHash> = createHash('sha256');
  readonly #files: string[] = [LOG];

  constructor(folder: string) {
    this.#folder = new OutputFolder(folder);
    this.#log = this.#folder.grow(LOG);
    const lines = createLogStream((text) => {
      this.#log.append(text);
      this.#hash.update(text);
    });
    const tables = financingEventTables.map(({ name, columns, rows }) => {
      this.#files.push(`${name}.csv`);
      const file = this.#folder.grow(`${name}.csv`);
      file.append(csvLine(columns.map((column) => column.name)));
      return { rows, file };
    });
    this.#tables = tables.map(({ file }) => file);
    this.recording = {
      keepLog: false,
      sinks: [
        lines,
        this.frames,
        {
          emit: (event) => {
            for (const { rows, file } of tables) for (const row of rows(event)) file.append(csvLine(row));
          },
        },
      ],
      onStart: () => {
        this.open();
        this.#folder.remove(MANIFEST);
        this.#commit();
      },
      onRound: () => this.#commit(),
    };
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
  async finish(result: FinancingResult, report: string, manifest: PlainRecord): Promise<void> {
    this.#commit();
    for (const { name, columns, rows } of financingRunTables(result))
      this.#write(`${name}.csv`, csvTable(columns, rows));
    this.#write('metrics.json', json(financingRecord(result)));
    const yaml = scenarioToYaml(result.scenario);
    this.#write('scenario.yaml', yaml);
    this.#write('report.html', report);
    this.#write('log.digest.json', json(await digestLog(readLines(this.#folder.pathOf(LOG)))));
    const hashes = {
      log_sha256: this.#hash.digest('hex'),
      scenario_sha256: createHash('sha256').update(yaml).digest('hex'),
    };
    this.#write(MANIFEST, json({ ...manifest, ...hashes, files: [...this.#files, MANIFEST] }));
  }

  /** Lets the files go, also in the middle of a round: what that round brought so far is dropped. */
  close(): void {
    for (const file of this.#growing()) file.close();
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
