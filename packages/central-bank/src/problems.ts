import { ProblemList } from '@bagehot/kernel';
import { InvalidConfigError, SnapshotError } from './errors.js';

/** What is wrong with a configuration. */
export class ConfigProblems extends ProblemList<'INVALID_CONFIG'> {
  constructor() {
    super((code, details, message) => new InvalidConfigError(code, details, message));
  }

  /** Notes one problem. */
  note(path: string, value: unknown, allowed: string): void {
    this.add('INVALID_CONFIG', path, value, allowed);
  }
}

/** What is wrong with a snapshot. */
export class SnapshotProblems extends ProblemList<'SNAPSHOT'> {
  constructor() {
    super((code, details, message) => new SnapshotError(code, details, message));
  }

  /** Notes one problem. */
  note(path: string, value: unknown, allowed: string): void {
    this.add('SNAPSHOT', path, value, allowed);
  }
}
