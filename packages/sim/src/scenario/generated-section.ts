import { type Decimal, ZERO } from '@bagehot/kernel';
import { readBalancedOpening } from './balanced-section.js';
import { asCount, asDecimal, asText, field, items } from './field.js';
import { readParams } from './params-section.js';
import { type Problems, shown } from './problems.js';
import type { GeneratedNote, GeneratedStatistics } from './scenario.js';

/** Reads the `generated` section, in which a compiled scenario keeps what its generator was told, drew and found (ring specification, section 4). */
export function readGenerated(problems: Problems, value: unknown): GeneratedNote | undefined {
  if (value === undefined) return undefined;
  const params = field(value, 'params');
  return {
    params: readParams(problems, ['generated', 'params'], params),
    // The schema wants one, so that a run of the file can name it.
    seed: asCount(field(params, 'seed')) ?? 0,
    statistics: readStatistics(problems, field(value, 'statistics')),
    balanced: readOpening(problems, field(value, 'balanced')),
    warnings: items(field(value, 'warnings')).flatMap((warning) => asText(warning) ?? []),
  };
}

function readOpening(problems: Problems, value: unknown): GeneratedNote['balanced'] {
  return value === undefined ? undefined : readBalancedOpening(problems, ['generated', 'balanced'], value);
}

function readStatistics(problems: Problems, value: unknown): GeneratedStatistics {
  const ratio = (name: string): Decimal => {
    const read = asDecimal(field(value, name)) ?? ZERO;
    if (read.lt(0)) {
      const message = `must be at least 0, but is ${shown(field(value, name))}`;
      problems.add('E_VALUE', ['generated', 'statistics', name], message);
    }
    return read;
  };
  return {
    totalDebt: ratio('total_debt'),
    totalCash: ratio('total_cash'),
    kappaRealised: field(value, 'kappa_realised') === null ? null : ratio('kappa_realised'),
    liquidityToDebt: ratio('liquidity_to_debt'),
    hhi: ratio('hhi'),
    iota: ratio('iota'),
    leadSteps: asCount(field(value, 'lead_steps')) ?? 0,
    mismatchDays: ratio('mismatch_days'),
    ...(field(value, 'added_debt') === undefined ? {} : { addedDebt: ratio('added_debt') }),
    ...(field(value, 'realised_share') === undefined ? {} : { realisedShare: ratio('realised_share') }),
  };
}
