import { type Decimal, ZERO } from '@bagehot/kernel';
import { asCount, asDecimal, asOneOf, items } from '../scenario/field.js';
import type { Problems } from '../scenario/problems.js';
import { SpelledSection } from '../scenario/spelling.js';
import { type MoneyReading, POLICY_RATE, readCount, readRate } from './field-reading.js';
import type { PolicySection, PolicyStep } from './sections.js';

/** Fields that belong to one rule each. */
const FIELDS = {
  schedule: ['table'],
  'money-growth': ['growthRate', 'maxStep'],
  'rate-target': ['target', 'gain', 'maxStep'],
} as const;

/** Reads the `policy` section: how the central bank decides, by one of the built-in rules. */
export function readPolicy(reading: MoneyReading, section: SpelledSection, hasTreasury: boolean): PolicySection {
  const { problems } = reading;
  const rule = asOneOf(section.get('rule'), ['schedule', 'money-growth', 'rate-target']) ?? 'schedule';
  if (section.get('rule') === undefined)
    problems.add('E_VALUE', section.at('rule'), 'must be "schedule" or "money-growth" or "rate-target"');
  requireFields(problems, section, rule);
  if (rule === 'schedule') return { rule, table: readTable(reading, section, hasTreasury) };
  if (!hasTreasury) problems.add('E_VALUE', section.at('rule'), `is ${rule}, which buys bonds of a treasury section`);
  const maxStep = readCount(reading, section, 'maxStep', 1);
  return rule === 'money-growth'
    ? { rule, growthRate: readRate(reading, section, 'growthRate') ?? ZERO, maxStep }
    : {
        rule,
        target: readRate(reading, section, 'target') ?? ZERO,
        gain: readGain(problems, section),
        maxStep,
      };
}

function readGain(problems: Problems, section: SpelledSection): Decimal {
  const gain = asDecimal(section.get('gain')) ?? ZERO;
  if (gain.lt(ZERO)) problems.add('E_VALUE', section.at('gain'), `must be at least 0, but is ${gain}`);
  return gain;
}

/** Every field of the rule is there, and none of another rule. */
function requireFields(problems: Problems, section: SpelledSection, rule: keyof typeof FIELDS): void {
  const own: readonly string[] = FIELDS[rule];
  for (const name of own)
    if (section.get(name) === undefined) problems.add('E_VALUE', section.at(name), `is missing: ${rule} needs it`);
  for (const name of new Set(Object.values(FIELDS).flat()))
    if (!own.includes(name) && section.get(name) !== undefined)
      problems.add('E_VALUE', section.at(name), `does not belong to the rule ${rule}`);
}

/** Steps by day, each day at most once. Problems keep the file's positions. */
function readTable(reading: MoneyReading, section: SpelledSection, hasTreasury: boolean): readonly PolicyStep[] {
  const { problems } = reading;
  const days = new Set<number>();
  const steps = items(section.get('table')).map((entry, k): PolicyStep => {
    const step = new SpelledSection(problems, [...section.at('table'), k], entry);
    const day = asCount(step.get('day'));
    if (step.get('day') === undefined) problems.add('E_DUE_DAY', step.at('day'), 'is missing');
    if (day !== undefined && days.has(day))
      problems.add('E_DUE_DAY', step.at('day'), `is ${day}, which has a step already`);
    days.add(day ?? -1);
    const rate = readRate(reading, step, 'rate', POLICY_RATE);
    const quantity = asDecimal(step.get('quantityToBuy'))?.toNumber();
    if (quantity !== undefined && !hasTreasury)
      problems.add('E_VALUE', step.at('quantityToBuy'), 'needs a treasury section, whose bonds are traded');
    if (quantity !== undefined && !Number.isSafeInteger(quantity))
      problems.add('E_VALUE', step.at('quantityToBuy'), `must be a whole number of bonds, but is ${quantity}`);
    return {
      day: day ?? 0,
      ...(rate === undefined ? {} : { rate }),
      ...(quantity === undefined ? {} : { quantityToBuy: quantity }),
    };
  });
  return steps.sort((a, b) => a.day - b.day);
}
