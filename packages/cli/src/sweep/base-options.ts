import type { SweepPlan } from '@bagehot/sim';
import { CommandError, EXIT } from '../exit-code.js';
import { badOption, readCount, readDecimal } from '../option-value.js';
import type { PlanOptions, SweepKind } from './sweep-options.js';

/** One field that an option sets. */
interface Setting {
  readonly option: string;
  readonly path: string;
  readonly value: unknown;
}

/**
 * The plan with the fields that options set in its scenario.
 *
 * @throws CommandError with exit code 2 naming an option that is wrong, or one for a field that the plan varies
 */
export function withBaseOptions(plan: SweepPlan, kind: SweepKind, options: PlanOptions): SweepPlan {
  const settings = settingsOf(plan.base, kind, options);
  requireFree(plan, settings);
  const base = settings.reduce((data, { path, value }) => withField(data, path.split('.'), value), plan.base);
  return { ...plan, base };
}

function settingsOf(base: object, kind: SweepKind, options: PlanOptions): readonly Setting[] {
  const settings: Setting[] = [];
  const set = (option: string, path: string, value: unknown): void => void settings.push({ option, path, value });
  const { nAgents, maturityDays, qTotal, defaultHandling, faceValue, rollover, additionalCash } = options;
  if (nAgents !== undefined) set('--n-agents', 'params.n_agents', readCount('--n-agents', nAgents, 3));
  if (maturityDays !== undefined) {
    const days = readCount('--maturity-days', maturityDays, 1);
    set('--maturity-days', 'params.maturity.days', days);
    settings.push(...runLength(base, days));
    // Who looks ahead to the last due day goes on doing so.
    const horizon = 'dealer.trader_policy.sell_horizon';
    if (
      fieldOf(base, horizon) !== undefined &&
      sameCount(fieldOf(base, horizon), fieldOf(base, 'params.maturity.days'))
    )
      set('--maturity-days', horizon, days);
  }
  if (qTotal !== undefined) {
    const spelling = fieldOf(base, 'params.Q_total') === undefined ? 'params.q_total' : 'params.Q_total';
    set('--q-total', spelling, plainNumber(readDecimal('--q-total', qTotal, { above: 0 })));
  }
  settings.push(...liquidity(base, options));
  if (defaultHandling !== undefined) set('--default-handling', 'run.default_handling', defaultHandling);
  settings.push(...market(base, kind, options));
  if (faceValue !== undefined && options.ticketSize !== undefined)
    throw badOption('--ticket-size', 'is the same as --face-value here: give one of both');
  if (faceValue !== undefined)
    set('--face-value', 'balanced.face_value', plainNumber(readDecimal('--face-value', faceValue, { above: 0 })));
  if (rollover !== undefined) set(rollover ? '--rollover' : '--no-rollover', 'balanced.rollover', rollover);
  if (additionalCash !== undefined) set('--additional-cash', 'balanced.additional_cash', additionalCash);
  return settings;
}

/** A run goes on past its last due day, and one that waits for quiet through all days goes on doing so. */
function runLength(base: object, days: number): readonly Setting[] {
  const option = '--maturity-days';
  const before = Number(fieldOf(base, 'params.maturity.days'));
  const settings: Setting[] = [];
  if (Number(fieldOf(base, 'run.max_days')) < days + 5)
    settings.push({ option, path: 'run.max_days', value: days + 5 });
  if (Number(fieldOf(base, 'run.quiet_days')) === before + 1)
    settings.push({ option, path: 'run.quiet_days', value: days + 1 });
  return settings;
}

function liquidity(base: object, { liquidityMode, liquidityAgent }: PlanOptions): readonly Setting[] {
  const path = 'params.liquidity.allocation';
  const mode = liquidityMode ?? fieldOf(base, `${path}.mode`);
  if (liquidityAgent !== undefined && mode !== 'single_at')
    throw badOption('--liquidity-agent', 'needs --liquidity-mode single_at');
  if (liquidityMode === 'uniform') return [{ option: '--liquidity-mode', path, value: { mode: 'uniform' } }];
  if (liquidityMode === undefined && liquidityAgent === undefined) return [];
  const agent = liquidityAgent ?? fieldOf(base, `${path}.agent`) ?? 'H1';
  const option = liquidityMode === undefined ? '--liquidity-agent' : '--liquidity-mode';
  return [{ option, path, value: { mode: 'single_at', agent } }];
}

/** A balanced scenario has its shares per bucket, and its tickets are its faces. */
function market(base: object, kind: SweepKind, options: PlanOptions): readonly Setting[] {
  const settings: Setting[] = [];
  const hasMarket = kind !== 'ring' || options.dealerEnabled === true || fieldOf(base, 'dealer.enabled') === true;
  // Comparisons have their market in one arm anyway.
  if (options.dealerEnabled === true && kind === 'ring')
    settings.push({ option: '--dealer-enabled', path: 'dealer.enabled', value: true });
  const shares = [
    ['--dealer-share', options.dealerShare, 'dealer.dealer_share', 'balanced.dealer_share_per_bucket', { least: 0 }],
    ['--vbt-share', options.vbtShare, 'dealer.vbt_share', 'balanced.vbt_share_per_bucket', { least: 0 }],
    ['--ticket-size', options.ticketSize, 'dealer.ticket_size', 'balanced.face_value', { above: 0 }],
  ] as const;
  for (const [option, text, path, balanced, domain] of shares) {
    if (text === undefined) continue;
    if (!hasMarket) throw badOption(option, 'needs --dealer-enabled');
    const value = plainNumber(readDecimal(option, text, domain));
    settings.push({ option, path: kind === 'balanced' ? balanced : path, value });
  }
  return settings;
}

/** What is varied by an axis or an arm cannot be set as well: one of both would be ignored in silence. */
function requireFree({ design, arms = [] }: SweepPlan, settings: readonly Setting[]): void {
  const varied = new Set([...arms.flatMap(({ set }) => set.map(({ path }) => path)), ...variedBy(design)]);
  for (const { option, path } of settings)
    if (varied.has(path)) throw new CommandError(EXIT.badInput, `${option}: ${path} is varied by the plan`);
}

function variedBy(design: SweepPlan['design']): readonly string[] {
  if (design.kind === 'joined') return design.designs.flatMap(variedBy);
  const paths = design.axes.map(({ path }) => path);
  return design.kind === 'frontier' ? [design.path, ...paths] : paths;
}

/** A whole number as people write it in a file, and a text where digits would be at stake. */
function plainNumber(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) && String(value) === text ? value : text;
}

function sameCount(left: unknown, right: unknown): boolean {
  return right !== undefined && Number(left) === Number(right);
}

/** A field of plain data by its path; undefined when it is not there. */
export function fieldOf(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Readonly<Record<string, unknown>>)[name]
          : undefined,
      data,
    );
}

/** Plain data with one field replaced; what is not on the way is shared. */
function withField(data: unknown, [name, ...rest]: readonly string[], value: unknown): object {
  const fields = typeof data === 'object' && data !== null ? data : {};
  if (name === undefined) return fields;
  const part = rest.length === 0 ? value : withField(fieldOf(fields, name), rest, value);
  return { ...fields, [name]: part };
}
