import type { Good } from '../goods.js';
import type { Problems } from '../problems.js';
import { BUILT_IN_UTILITIES, type BuiltInUtility } from './built-in-utilities.js';
import { Parameters } from './parameters.js';
import type { UtilityFn } from './utility.js';

/** Something that reads parameters and says what is wrong with them: a schema of zod is one. */
export interface ParamsSchema<Params> {
  /** Reads a value, or says what is wrong with it. */
  safeParse(input: unknown):
    | { readonly success: true; readonly data: Params }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/** A utility of one's own. */
export interface UtilityDefinition<Params = unknown> {
  readonly type: string;
  readonly params: ParamsSchema<Params>;
  /** Pure. */
  create(params: Params, goods: readonly Good[]): UtilityFn;
}

/** Reads the parameters of one type of utility; notes what is wrong, and gives undefined then. */
export type UtilityReader = (
  params: Readonly<Record<string, unknown>>,
  goods: readonly Good[],
  path: string,
  problems: Problems,
) => UtilityFn | undefined;

/** Readers of the utilities that come with the package. */
export function builtInReaders(): ReadonlyMap<string, UtilityReader> {
  return new Map(BUILT_IN_UTILITIES.map((utility) => [utility.type, builtInReader(utility)]));
}

/** The reader of a utility of one's own. What it makes is checked as far as it can be without trading. */
export function readerOf<Params>(definition: UtilityDefinition<Params>): UtilityReader {
  return (params, goods, path, problems) => {
    const read = definition.params.safeParse(params);
    if (!read.success) {
      for (const { path: inside, message } of read.error.issues) {
        const at = [`${path}.params`, ...inside].join('.');
        problems.add('UTILITY_INVALID', at, valueAt(params, inside), `as its schema says (${message})`);
      }
      return undefined;
    }
    const utility = definition.create(read.data, goods);
    return checkUtilityShape(utility, goods, path, problems) ? utility : undefined;
  };
}

/** Notes what is wrong with a utility somebody else has made. */
export function checkUtilityShape(
  utility: UtilityFn,
  goods: readonly Good[],
  path: string,
  problems: Problems,
): boolean {
  const shown = `[${utility.goods}]`;
  const same = utility.goods.length === goods.length && goods.every((good, index) => utility.goods[index] === good);
  if (!same) problems.add('UTILITY_INVALID', `${path}.goods`, shown, `the goods of the market, [${goods}]`);
  const nothing = new Float64Array(goods.length);
  const worth: unknown = utility.u(nothing);
  if (typeof worth !== 'number') problems.add('PORT_ANSWER_INVALID', `${path}.u`, worth, 'a number');
  const marginal = utility.mu(nothing);
  if (marginal.length !== goods.length)
    problems.add('PORT_ANSWER_INVALID', `${path}.mu`, `${marginal.length} long`, `${goods.length} long`);
  return same && typeof worth === 'number' && marginal.length === goods.length;
}

/** What stands at a path inside parameters, for people to see. */
function valueAt(params: unknown, path: readonly PropertyKey[]): unknown {
  let value = params;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return 'missing';
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

function builtInReader(utility: BuiltInUtility): UtilityReader {
  return (params, goods, path, problems) => {
    if (utility.goods !== undefined && utility.goods !== goods.length) {
      problems.add(
        'UTILITY_INVALID',
        path,
        utility.type,
        `a utility of ${goods.length} goods, not of ${utility.goods}`,
      );
      return undefined;
    }
    const parameters = new Parameters(params, `${path}.params`, problems);
    const made = utility.create(parameters, goods);
    parameters.refuseOthers();
    return made;
  };
}
