import path from 'node:path';
import { openRun, type RunFileProblem, verifyRun } from '@bagehot/sim/node';
import { EXIT, type ExitCode } from './exit-code.js';
import { storedRunRefusal } from './stored-run-error.js';
import type { Terminal } from './terminal.js';

const WORDS: Readonly<Record<RunFileProblem['problem'], string>> = {
  missing: 'is not there',
  changed: 'has other bytes than manifest.json says',
  foreign: 'is a snapshot of which manifest.json says nothing',
};

/** Holds every file of a run against its manifest and tells each that differs. */
export function verify(folder: string, options: { readonly json?: boolean }, terminal: Terminal): ExitCode {
  const { files, differences } = problemsOf(folder);
  if (options.json === true) terminal.out(JSON.stringify({ agrees: differences.length === 0, files, differences }));
  else if (differences.length === 0) terminal.out(`all ${files} files of ${folder} are what its manifest says`);
  if (options.json !== true)
    for (const { file, problem } of differences) terminal.err(`${path.join(folder, file)} ${WORDS[problem]}`);
  return differences.length === 0 ? EXIT.ok : EXIT.failed;
}

function problemsOf(folder: string): { readonly files: number; readonly differences: readonly RunFileProblem[] } {
  try {
    return { files: Object.keys(openRun(folder).manifest.sha256).length, differences: verifyRun(folder) };
  } catch (error) {
    throw storedRunRefusal(folder, error);
  }
}
