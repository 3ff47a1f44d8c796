import { field } from './field.js';
import type { Path, Problems } from './problems.js';

/** The spelling of a name with underscores: `spread_sensitivity` for `spreadSensitivity`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The same fields under both spellings of their names, for the schema: which of them are there is what {@link SpelledSection} looks at. */
export function inEitherSpelling<Field>(fields: Readonly<Record<string, Field>>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const other = snakeCase(name);
      return other === name ? [[name, value]] : [[name, value] as const, [other, value] as const];
    }),
  );
}

/** A section of a scenario whose fields may be written `likeThis` or `like_this`, but each only once. */
export class SpelledSection {
  /** Where the section stands, as it is written in the file. */
  readonly path: Path;
  readonly #problems: Problems;
  readonly #value: unknown;

  constructor(problems: Problems, path: Path, value: unknown) {
    this.#problems = problems;
    this.path = path;
    this.#value = value;
  }

  /** Is there such a section? */
  get isThere(): boolean {
    return this.#value !== undefined;
  }

  /** The field, by its name in camelCase. Both spellings at once are a problem at the second of them. */
  get(name: string): unknown {
    const value = field(this.#value, name);
    const other = snakeCase(name);
    if (other === name) return value;
    const otherValue = field(this.#value, other);
    if (value !== undefined && otherValue !== undefined)
      this.#problems.add('E_VALUE', [...this.path, other], `says the same as ${name}; give one of the two`);
    return (value === undefined ? otherValue : value) ?? undefined;
  }

  /** Is the field there as `null`? */
  holdsNull(name: string): boolean {
    return field(this.#value, String(this.at(name).at(-1))) === null;
  }

  /** Where the field is, in the spelling of the file. */
  at(name: string): Path {
    const other = snakeCase(name);
    const written = field(this.#value, name) === undefined && field(this.#value, other) !== undefined ? other : name;
    return [...this.path, written];
  }

  /** A section inside this one. */
  section(name: string): SpelledSection {
    return new SpelledSection(this.#problems, this.at(name), this.get(name));
  }
}
