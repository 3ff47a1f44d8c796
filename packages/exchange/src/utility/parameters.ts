import type { Good } from '../goods.js';
import { nearestKey } from '../nearest-key.js';
import type { Problems } from '../problems.js';

/** Reads the parameters of one utility; every problem is noted, and what cannot be read is 1. */
export class Parameters {
  readonly #params: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #problems: Problems;
  readonly #known: Set<string> = new Set<string>();

  constructor(params: Readonly<Record<string, unknown>>, path: string, problems: Problems) {
    this.#params = params;
    this.#path = path;
    this.#problems = problems;
  }

  /** Any finite number. */
  real(name: string, fallback?: number): number {
    return this.number(name, 'a finite number', () => true, fallback);
  }

  /** A finite number above 0. */
  positive(name: string, fallback?: number): number {
    return this.number(name, 'a finite number above 0', (value) => value > 0, fallback);
  }

  /** A finite number of at least 0. */
  atLeast0(name: string, fallback?: number): number {
    return this.number(name, 'a finite number of at least 0', (value) => value >= 0, fallback);
  }

  /** One number above 0 per good, named by prefix and good. */
  positives(prefix: string, goods: readonly Good[]): readonly number[] {
    return goods.map((good) => this.positive(`${prefix}${good}`));
  }

  /**
   * A finite number for which `holds`.
   *
   * @param fallback - what it is when left out; needed if undefined
   */
  number(name: string, allowed: string, holds: (value: number) => boolean, fallback?: number): number {
    this.#known.add(name);
    const value = Object.hasOwn(this.#params, name) ? this.#params[name] : undefined;
    if (value === undefined && fallback !== undefined) return fallback;
    if (typeof value === 'number' && Number.isFinite(value) && holds(value)) return value;
    this.#problems.add('UTILITY_INVALID', `${this.#path}.${name}`, value === undefined ? 'missing' : value, allowed);
    return 1;
  }

  /** Notes parameters that nobody has asked for. */
  refuseOthers(): void {
    const known = [...this.#known];
    for (const name of Object.keys(this.#params)) {
      if (this.#known.has(name)) continue;
      const allowed = `one of ${known.join(', ')}; the nearest is "${nearestKey(name, known)}"`;
      this.#problems.add('UNKNOWN_PARAM', `${this.#path}.${name}`, name, allowed);
    }
  }
}
