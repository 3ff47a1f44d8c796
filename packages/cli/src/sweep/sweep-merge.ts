import { planSweep } from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { interruptible } from '../interrupt.js';
import { readCount } from '../option-value.js';
import type { Terminal } from '../terminal.js';
import { sweepFailure } from './sweep-error.js';
import { SweepFolder } from './sweep-folder.js';
import type { SweepRunOptions } from './sweep-options.js';
import { writeOutputs } from './sweep-output.js';
import { readFormats } from './sweep-request.js';
import { sweepReport } from './sweep-text.js';

/** Verifies the shards of a sweep and makes tables, summary and dashboard of them. */
export async function sweepMerge(
  path: string,
  options: Pick<SweepRunOptions, 'format' | 'reports' | 'json'>,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const formats = readFormats(options.format);
  const reports = readCount('--reports', options.reports, 0);
  const folder = new SweepFolder(path);
  const plan = folder.plan();
  try {
    const planned = planSweep(plan.plan);
    const [of] = folder.divisions(plan);
    if (of === undefined) throw new CommandError(EXIT.failed, `there are no rows in ${folder.shards}`);
    const outcome = await interruptible((signal) =>
      writeOutputs(folder, plan, planned, { formats, reports, of, signal, version }),
    );
    sweepReport(path, plan, outcome, options, terminal);
    return EXIT.ok;
  } catch (error) {
    throw sweepFailure(path, error);
  }
}
