import { type Decimal, decimal, quotient } from '@bagehot/kernel';
import { type AmountInput, readDecimal } from '../numbers.js';
import { SnapshotFields } from '../snapshot-fields.js';
import { optionReader } from './option-reader.js';
import { type PolicyRule, stepOf } from './policy-rules.js';

/** How the money is to grow. */
export interface MoneyGrowthOptions {
  /** Per year, as a fraction. */
  readonly growthRate: AmountInput;
  /** Bonds bought or sold at once, at most. */
  readonly maxStep: number;
  /** The money to begin with; what there is at the first call unless given. */
  readonly start?: AmountInput;
  /** @defaultValue 360 */
  readonly ticksPerYear?: number;
}

/** The path of the money between two ticks, as plain JSON. */
export interface MoneyGrowthSnapshot {
  readonly kind: 'money-growth';
  readonly version: 1;
  /** The money aimed at, and since which tick; null before the first call. */
  readonly target: string | null;
  readonly tick: number | null;
}

/** A policy that remembers how far the money has come. */
export interface MoneyGrowthRule extends PolicyRule {
  /** The target it has come to, as plain JSON. */
  snapshot(): MoneyGrowthSnapshot;
  /**
   * Continues from a snapshot.
   *
   * @throws SnapshotError `INVALID_SNAPSHOT`; nothing has changed then
   */
  restore(snapshot: unknown): void;
}

/**
 * Lets the money grow at a steady rate by operations, and never touches the policy rate. The money aimed at grows in each tick by `target * growthRate /
 * ticksPerYear`, rounded half-even to the money's digits; a tick asks for as many bonds as the money aimed at differs from what there is, towards zero, of
 * sales no more than are held. Money counts whoever holds it.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 * @see central bank specification, section 11.6
 */
export function moneyGrowthRule(options: MoneyGrowthOptions): MoneyGrowthRule {
  const { ticksPerYear = 360 } = options;
  const read = optionReader();
  const growthRate = read.decimal('growthRate', options.growthRate);
  const maxStep = read.count('maxStep', options.maxStep);
  if (read.count('ticksPerYear', ticksPerYear) === 0) read.refuse('ticksPerYear', 0, 'at least 1');
  const start = options.start === undefined ? undefined : read.decimal('start', options.start);
  if (start?.lt(0)) read.refuse('start', start, 'at least 0');
  read.check();
  const year = decimal(ticksPerYear);
  let path: { readonly target: Decimal; readonly tick: number } | undefined;
  return {
    name: 'money-growth',
    decide({ tick, reserves, moneyDecimals, price, holdings }) {
      path ??= { target: start ?? reserves, tick };
      let { target } = path;
      for (let since = path.tick; since < tick; since++)
        target = target.plus(quotient(target.times(growthRate), year, { decimals: moneyDecimals }));
      path = { target, tick: Math.max(tick, path.tick) };
      return stepOf(quotient(target.minus(reserves), price, { decimals: 0, rounding: 'truncate' }), maxStep, holdings);
    },
    snapshot: () => ({
      kind: 'money-growth',
      version: 1,
      target: path === undefined ? null : path.target.toString(),
      tick: path?.tick ?? null,
    }),
    restore(snapshot) {
      const fields = new SnapshotFields();
      const record = fields.record(snapshot, 'snapshot', ['kind', 'version', 'target', 'tick']);
      fields.check();
      fields.exactly(record.get('kind'), 'snapshot.kind', 'money-growth');
      fields.exactly(record.get('version'), 'snapshot.version', 1);
      const isNew = record.get('target') === null && record.get('tick') === null;
      const text = isNew ? '0' : fields.text(record.get('target'), 'snapshot.target');
      const target = readDecimal(text);
      if (target === undefined && text !== '') fields.refuse('snapshot.target', text, 'the text of an amount');
      const tick = isNew ? 0 : fields.count(record.get('tick'), 'snapshot.tick');
      fields.check();
      path = isNew || target === undefined ? undefined : { target, tick };
    },
  };
}
