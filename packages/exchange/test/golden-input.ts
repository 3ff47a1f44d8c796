import { PARAM_GROUPS, PARAM_RULES, type ParamsInput } from '@bagehot/exchange';

/** An agent as golden files write it. */
export interface GoldenAgent {
  readonly id: number;
  readonly lambda_money: number;
  readonly inventory: Readonly<Record<string, number>>;
  readonly utility: { readonly type: string; readonly params: Readonly<Record<string, number>> };
}

/** Params by their names in code. */
export function paramsOf(written: Readonly<Record<string, unknown>>): ParamsInput {
  const names = new Map([...PARAM_RULES, ...PARAM_GROUPS].map(({ key, name }) => [key, name]));
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const name = names.get(key);
      if (name === undefined) throw new Error(`no param ${key}`);
      return [name, value];
    }),
  );
}

/** Agrees with a recorded number: 1e-9 of it, or of 1. */
export function close(actual: number, recorded: string): boolean {
  const expected = Number(recorded);
  return actual === expected || Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
