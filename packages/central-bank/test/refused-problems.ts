import { InvalidConfigError, SnapshotError } from '@bagehot/central-bank';

/** The places of everything that is refused; none when the call goes through. */
export function refusedPaths(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidConfigError || error instanceof SnapshotError)
      return (error as InvalidConfigError).details.problems.map(({ path }) => path);
    throw error;
  }
  return [];
}
