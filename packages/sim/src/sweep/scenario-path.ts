import { pathText } from '../scenario/problems.js';

/** One step of a path: a field's name, or a place in a list. */
export type Step = string | number;

const STEP = /^(?:([A-Za-z_][A-Za-z0-9_]*)|\[(0|[1-9]\d*)\])(?:\.(?=[A-Za-z_])|(?=\[)|$)/;

/** The steps of a path such as `params.kappa` or `agents[2].kind`; undefined when it is none. */
export function stepsOf(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    const [text, name, place] = match;
    steps.push(name ?? Number(place));
    rest = rest.slice(text.length);
  }
  return steps.length === 0 || pathText(steps) !== path ? undefined : steps;
}

/** Reads paths that come again and again, each once. */
export function readOnce(read: typeof stepsOf): typeof stepsOf {
  const known = new Map<string, readonly Step[] | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
}

/** Plain data with one part replaced; sections on the way that are missing are made. What is not on the way is shared, never changed. */
export function withPart(data: unknown, steps: readonly Step[], value: unknown, from: number = 0): unknown {
  const step = steps[from];
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(data) ? [...(data as readonly unknown[])] : [];
    list[step] = withPart(list[step], steps, value, from + 1);
    return list;
  }
  const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
  const inner = Object.hasOwn(fields, step) ? (fields as Readonly<Record<string, unknown>>)[step] : undefined;
  return { ...fields, [step]: withPart(inner, steps, value, from + 1) };
}
