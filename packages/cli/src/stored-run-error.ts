import { SimError } from '@bagehot/sim';
import { CommandError, EXIT } from './exit-code.js';
import { refusal } from './scenario-file.js';

/** Complaints about the folder of a run, the day or the change: nothing was run. */
const BAD_INPUT: readonly string[] = [
  'RUN_FILE',
  'BRANCH_DAY',
  'BRANCH_PATH_NOT_ALLOWED',
  'INVALID_OPTIONS',
  'INVALID_SNAPSHOT',
  'SWEEP_STORAGE',
];

/** What to throw instead of an error that the folder of a stored run, or what was asked of it, is to blame for. Any other error is returned as it is. */
export function storedRunRefusal(folder: string, error: unknown): unknown {
  if (!(error instanceof SimError)) return error;
  if (error.code === 'RUN_DIFFERS') return new CommandError(EXIT.failed, error.message);
  if (BAD_INPUT.includes(error.code)) return new CommandError(EXIT.badInput, error.message);
  return refusal(`${folder}/scenario.yaml`, error);
}
