import { SimError } from '@bagehot/sim';
import { CommandError, EXIT } from '../exit-code.js';
import { refusal } from '../scenario-file.js';
import { writeReason } from '../write-error.js';
import { planRefusal } from './plan-source.js';

const GO_ON = 'run the same command again to go on';

/**
 * What to throw instead of an error that rows, threads or the disk are to blame for. Any other error is returned as it is.
 *
 * @param place - what is being written, or read
 */
export function sweepFailure(place: string, error: unknown): unknown {
  if (error instanceof CommandError) return error;
  if (error instanceof SimError) {
    if (error.code === 'SWEEP_INVALID') return planRefusal(place, error);
    if (error.code === 'SCENARIO_INVALID') return refusal(place, error);
    if (error.code === 'SWEEP_FILE') return new CommandError(EXIT.badInput, error.message);
    if (error.code === 'SWEEP_INCOMPLETE') return new CommandError(EXIT.failed, error.message);
    if (error.code === 'SWEEP_STORAGE') {
      const { file, code, reason } = (error as SimError<'SWEEP_STORAGE'>).details;
      const why = writeReason({ code, message: reason });
      return new CommandError(EXIT.cannotWrite, `cannot write ${file}: ${why}; ${GO_ON}`);
    }
    if (error.code === 'WORKER_LOST') return new CommandError(EXIT.failed, `${error.message}; ${GO_ON}`);
    // Only what the file system refused has a code besides the file.
    const { file, code, reason } = Object(error.details) as Readonly<Record<string, unknown>>;
    if (typeof file === 'string' && typeof code === 'string') return cannotWrite(file, { code, message: reason });
  }
  // Only calls of the operating system have one.
  return error instanceof Error && 'syscall' in error ? cannotWrite(place, error) : error;
}

function cannotWrite(file: string, error: object): CommandError {
  return new CommandError(EXIT.cannotWrite, `cannot write ${file}: ${writeReason(error)}; ${GO_ON}`);
}

/** The end that Ctrl-C asks for. */
export function interruption(done: string): CommandError {
  return new CommandError(EXIT.interrupted, `interrupted ${done}; ${GO_ON}`);
}
