import type { RunResult } from '@bagehot/sim';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** Says what a caller should know about how a run ended, and with which code. */
export function exitCodeOf({ stopped, days, halt }: RunResult, terminal: Terminal): ExitCode {
  switch (stopped) {
    case 'stable':
      return EXIT.ok;
    case 'max-days':
      terminal.err(`warning: the run reached its last day (${days} days) before it was stable`);
      return EXIT.ok;
    case 'aborted':
      terminal.err(`interrupted after ${days} days; the files are complete up to the last of them`);
      return EXIT.interrupted;
    default:
      terminal.err(`the run ended as ${stopped}${halt === undefined ? '' : `: ${describeHalt(halt)}`}`);
      return EXIT.failed;
  }
}

function describeHalt(halt: NonNullable<RunResult['halt']>): string {
  const parts = [
    `${halt.reason} on day ${halt.day}`,
    ...(halt.debtor === undefined ? [] : [`debtor ${halt.debtor}`]),
    ...(halt.contract === undefined ? [] : [`contract ${halt.contract}`]),
    ...(halt.shortfall === undefined ? [] : [`shortfall ${halt.shortfall}`]),
    ...(halt.phase === undefined ? [] : [`phase ${halt.phase}`]),
    ...(halt.action === undefined ? [] : [`action ${halt.action}`]),
    ...(halt.code === undefined ? [] : [halt.code]),
    ...(halt.message === undefined ? [] : [halt.message]),
  ];
  return parts.join(', ');
}
