import { type DecimalInput, isDecimal } from '@bagehot/kernel';
import type { ExplicitEconomyScenario } from '../economy-scenario/economy-scenario.js';
import { withExchangeDoubles } from '../economy-scenario/exchange-doubles.js';
import { SimError } from '../errors.js';
import type { PlainRecord, PlainValue } from '../run-record.js';
import { compileScenario } from '../scenario/compile.js';
import { field } from '../scenario/field.js';
import { parseScenario } from '../scenario/read.js';
import { type ExplicitScenario, hasMarket, moneyDecimalsOf } from '../scenario/scenario.js';
import { parseYaml } from '../scenario/yaml.js';
import { branchPath, hasNamedFields, neutralName, notAllowed } from './branch-paths.js';

/** A value of a scenario: as a file may write it, or as a program has it. `undefined` takes a setting back to its default. */
export type BranchValue =
  | DecimalInput
  | boolean
  | null
  | undefined
  | readonly BranchValue[]
  | { readonly [name: string]: BranchValue };

/** Paths of a scenario, in either spelling, and their new values: `{ 'moneyMarket.policyRate': '0.02' }`. */
export type BranchChange = Readonly<Record<string, BranchValue>>;

/** Scenarios whose runs have days to go back to, spelled out. */
export type BranchableScenario = ExplicitScenario | ExplicitEconomyScenario;

/** What a change comes to. */
export interface ChangedScenario {
  readonly scenario: BranchableScenario;
  /** The change as plain data. */
  readonly change: PlainRecord;
}

type Plain = Readonly<Record<string, unknown>>;

/**
 * Reads changes as a command line has them, `moneyMarket.policyRate=0.02`; values are YAML, so that a whole section may be given: `facilities={ lendingSpread: 0.02 }`.
 *
 * @throws SimError `INVALID_OPTIONS` for a text without a path or a value, `SCENARIO_INVALID` for a value that is no YAML
 */
export function readBranchChange(settings: readonly string[]): BranchChange {
  return Object.fromEntries(
    settings.map((setting): [string, BranchValue] => {
      const [path = '', ...rest] = setting.split('=');
      if (path.trim() === '' || rest.length === 0)
        throw new SimError(
          'INVALID_OPTIONS',
          { field: 'change', reason: 'no path=value' },
          `a change is written path=value, such as moneyMarket.policyRate=0.02, but is ${JSON.stringify(setting)}`,
        );
      return [path.trim(), parseYaml(rest.join('=')).value as BranchValue];
    }),
  );
}

/**
 * The scenario of a run with some of its rules changed, as it holds from a day on.
 *
 * @param yaml - the scenario, spelled out
 * @param moneyDecimals - of the run's money grid, which stays as it is
 * @throws SimError `BRANCH_PATH_NOT_ALLOWED` listing what may be changed; `INVALID_OPTIONS` where two paths are the same; `SCENARIO_INVALID` where the change cannot be
 */
export function changedScenario(yaml: string, change: BranchChange, moneyDecimals: number): ChangedScenario {
  const document = documentOf(yaml);
  const before = explicit(document);
  const plainChange: Record<string, PlainValue> = {};
  const seen = new Map<string, string>();
  let changed = document;
  for (const [path, value] of Object.entries(change)) {
    const parts = branchPath(path);
    const same = seen.get(parts.map(neutralName).join('.'));
    if (same !== undefined) throw twice(path, same);
    seen.set(parts.map(neutralName).join('.'), path);
    requirePossible(document, path, parts, value);
    const plainValue = plainOf(value);
    changed = withField(changed, parts, plainValue);
    plainChange[path] = plainValue ?? null;
  }
  const pinned = withSharing(before, changed);
  const scenario = explicit(pinned);
  if (scenario.model === 'ring' && !trades(before) && trades(scenario) && moneyDecimalsOf(scenario) > moneyDecimals)
    throw notAllowed('moneyMarket', `the run's money has ${moneyDecimals} decimals, too few for interest`);
  return { scenario, change: plainChange };
}

/** A scenario as data. What an exchange reckons with are doubles, all else is exact. */
function documentOf(yaml: string): Plain {
  const file = parseYaml(yaml);
  return Object(withExchangeDoubles(file.value, file.doubles())) as Plain;
}

/** A market that joins later does not change by that how people share what is short: the rule that held stays. */
function withSharing(before: BranchableScenario, changed: Plain): Plain {
  if (trades(before) || before.run.rules.distribution !== undefined) return changed;
  return trades(explicit(changed)) ? withField(changed, ['run', 'distribution'], 'first-come') : changed;
}

/** Does anything act before settlement? */
function trades(scenario: BranchableScenario): boolean {
  if (hasMarket(scenario)) return true;
  return scenario.model === 'economy' && (scenario.exchange !== undefined || scenario.financing !== undefined);
}

function explicit(document: unknown): BranchableScenario {
  const scenario = parseScenario(document, 'any');
  if (scenario.model === 'economy') return compileScenario(scenario);
  if (scenario.model === 'ring' && scenario.form === 'explicit') return scenario;
  throw new SimError(
    'RUN_FILE',
    { file: 'scenario.yaml', problem: 'foreign' },
    `scenario.yaml must be a ring or an economy that is spelled out, but its model is ${scenario.model}`,
  );
}

function requirePossible(document: Plain, path: string, parts: readonly string[], value: BranchValue): void {
  const [section = ''] = parts;
  const isThere = keyOf(document, section, false) !== undefined;
  if (neutralName(section) === 'dealer' && !isThere)
    throw notAllowed(path, 'the run has no dealers, and they would need capital from the start');
  const isWhole = parts.length === 1 || (neutralName(section) === 'dealer' && parts.length === 2);
  if (isWhole && (value === undefined || value === null))
    throw notAllowed(path, 'a section cannot be taken out of a run; its settings can be changed');
}

function twice(path: string, same: string): SimError<'INVALID_OPTIONS'> {
  return new SimError(
    'INVALID_OPTIONS',
    { field: path, reason: `the same as ${same}` },
    `${path} and ${same} are the same setting; give one of the two`,
  );
}

/** The record with a field set, or without it; what is not there on the way is made. Fields that are there keep their spelling. */
function withField(record: Plain, parts: readonly string[], value: PlainValue | undefined, isNamed = false): Plain {
  const [part = '', ...rest] = parts;
  const key = keyOf(record, part, isNamed) ?? part;
  const inner = rest.length === 0 ? value : inside(field(record, key), rest, value, hasNamedFields(part));
  const entries = Object.entries(record).filter(([name]) => name !== key || inner !== undefined);
  if (inner === undefined) return Object.fromEntries(entries);
  if (!Object.hasOwn(record, key)) return Object.fromEntries([...entries, [key, inner]]);
  return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? inner : old]));
}

function inside(
  old: unknown,
  parts: readonly string[],
  value: PlainValue | undefined,
  isNamed: boolean,
): Plain | readonly unknown[] {
  if (!Array.isArray(old)) return withField(Object(old) as Plain, parts, value, isNamed);
  // Positions of a list are names of its parts, which only those have that are there.
  const copy = withField({ ...old }, parts, value, true);
  return Object.values(copy);
}

/** The name under which a record has a field, in whichever spelling; undefined when it does not have it. */
function keyOf(record: Plain, part: string, isNamed: boolean): string | undefined {
  if (Object.hasOwn(record, part)) return part;
  return isNamed ? undefined : Object.keys(record).find((name) => neutralName(name) === neutralName(part));
}

function plainOf(value: BranchValue): PlainValue | undefined {
  if (isDecimal(value)) return value.toFixed();
  if (Array.isArray(value)) return value.map((part: BranchValue) => plainOf(part) ?? null);
  if (typeof value !== 'object' || value === null) return value as PlainValue | undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const plain = plainOf(part as BranchValue);
      return plain === undefined ? [] : [[name, plain]];
    }),
  );
}
