/** Errors that name their law already. */
const brokenLaws: WeakSet<object> = new WeakSet();

/** A value as text, for reports and comparisons: big integers and decimals digit for digit, maps and sets in their order, numbers that JSON lacks by name. */
export function lawText(value: unknown): string {
  return JSON.stringify(value, plain) ?? String(value);
}

/**
 * The error of a check that has found a law broken: names the law and shows what was seen.
 *
 * @param seen - of two results that should be the same, both
 * @example
 * if (first !== second) throw brokenLaw('a rule gives the same again', first, second);
 */
export function brokenLaw(law: string, ...seen: readonly unknown[]): Error {
  const error = new Error(`${law}: ${seen.map(lawText).join(' and ')}`);
  brokenLaws.add(error);
  return error;
}

/** What `body` returns; when it throws, the law it breaks, with the error as its cause. An error of {@link brokenLaw} names the law that was broken, and passes. */
export function mustNotThrow<Result>(law: string, body: () => Result): Result {
  try {
    return body();
  } catch (cause) {
    if (cause instanceof Error && brokenLaws.has(cause)) throw cause;
    throw new Error(`${law}: it threw ${String(cause)}`, { cause });
  }
}

function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Map || value instanceof Set) return [...value];
  return value;
}
