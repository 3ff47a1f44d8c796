import { LOG_FIELDS } from './log-schema.js';

/** What stands before each cell. */
const KEYS: readonly string[] = LOG_FIELDS.map(({ name }, k) => `${k === 0 ? '{' : ','}${JSON.stringify(name)}:`);

/** One row as a line of JSON, without a line feed. */
export function jsonLine(cells: readonly string[]): string {
  let text = '';
  for (let k = 0; k < KEYS.length; k++) text += (KEYS[k] as string) + (cells[k] as string);
  return `${text}}`;
}
