import type { ScenarioProblem, ScenarioProblemCode } from '../errors.js';

/** Where something is in a scenario: field names and list positions from the top. */
export type Path = readonly PropertyKey[];

/** The path as people read it: `initial_actions[3].create_payable.amount`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/** The path that a text stands for: `initial_actions[3].alias` as its three parts. */
export function partsOf(place: string): readonly (string | number)[] {
  return place
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** What a value looks like in a message; long ones are cut. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Collects everything that is wrong with a scenario, so that all of it is said at once. */
export class Problems {
  readonly list: ScenarioProblem[] = [];
  readonly #paths: Set<string> = new Set();

  /**
   * Adds a problem; a second one at the same place is left out, because the first explains it.
   *
   * @param missing - paths of the parts that are not there and have to be
   */
  add(code: ScenarioProblemCode, path: Path, message: string, missing: readonly string[] = []): void {
    this.addAt(code, pathText(path), message, missing);
  }

  /** The same at a place that is given as people read it. */
  addAt(code: ScenarioProblemCode, place: string, message: string, missing: readonly string[] = []): void {
    if (this.#paths.has(place)) return;
    this.#paths.add(place);
    this.list.push({ code, path: place, message, ...(missing.length === 0 ? {} : { missing }) });
  }

  /** Adds what a second look has found, but for places about which this list says something already, there or inside: the first problem explains it. */
  adopt(second: Problems): void {
    const known = [...this.#paths];
    for (const problem of second.list) {
      if (known.some((path) => isWithin(path, problem.path))) continue;
      this.#paths.add(problem.path);
      this.list.push(problem);
    }
  }

  /** Is there a problem at this place or inside it? */
  touches(path: Path): boolean {
    const place = pathText(path);
    return [...this.#paths].some((other) => isWithin(other, place));
  }
}

/** Is the path that of the place, or of something inside it? */
function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}
