import { CommandError, EXIT } from './exit-code.js';

/**
 * Loads what needs DuckDB. It is a large download that some leave out, so it is looked for when it is needed.
 *
 * @param who - needs it, for the message
 * @throws CommandError with exit code 2 when it is not installed
 */
export async function loadDuckDb<T>(who: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error as Error).message.includes('@duckdb/')) throw error;
    throw new CommandError(
      EXIT.badInput,
      `${who} needs DuckDB, which is not installed: npm install @duckdb/node-api beside bagehot (with --global if bagehot was installed so)`,
    );
  }
}
