import { decimal } from '@bagehot/kernel';
import type { PlainRecord, PlainValue, SweepPlanFile } from '@bagehot/sim';
import { align, percent, type TextLine } from '../figure-text.js';
import type { Terminal } from '../terminal.js';
import type { SweepOutcome } from './sweep-output.js';

/** Says what became of a sweep: as one JSON object, or in a few lines. */
export function sweepReport(
  out: string,
  { name }: SweepPlanFile,
  { summary, files, reported }: SweepOutcome,
  options: { readonly json?: boolean },
  terminal: Terminal,
): void {
  if (options.json === true) terminal.out(JSON.stringify({ ...summary, out, files }));
  else {
    terminal.out(`${name}\n\n${sweepLines(summary).join('\n')}\n`);
    const pairs = reported.length === 0 ? '' : `; pairs/ holds reports of the ${reported.length} most worsened`;
    terminal.out(`written to ${out}: dashboard.html, summary.json, ${tables(files)}${pairs}`);
  }
  const refused = Number(summary['refused']);
  if (refused > 0) terminal.err(`warning: ${refused} of ${summary['runs']} runs cannot be run; registry.csv says why`);
}

/** The summary of a sweep for people. */
function sweepLines(summary: PlainRecord): readonly string[] {
  const { runs, points, replicates, failed, refused } = summary;
  const left = [
    ...(Number(failed) > 0 ? [`${failed} failed`] : []),
    ...(Number(refused) > 0 ? [`${refused} refused`] : []),
  ];
  const comparisons = recordsIn(summary['comparisons']);
  const unit = comparisons.length > 0 ? 'pairs' : 'runs';
  const lines: TextLine[] = [
    [unit, `${runs} (${points} points by ${replicates} ${replicates === 1 ? 'seed' : 'seeds'})`],
    ...(left.length === 0 ? [] : [['left out', left.join(', ')] as const]),
  ];
  return [
    ...align(lines),
    ...(comparisons.length > 0 ? comparisons.flatMap(comparisonLines) : recordsIn(summary['arms']).flatMap(armLines)),
    ...recordsIn(summary['frontier']).flatMap(frontierLines),
  ];
}

function comparisonLines(record: PlainRecord): readonly string[] {
  const { baseline, treatment, completed_pairs: pairs } = record;
  if (pairs === 0) return [];
  const lines: TextLine[] = [
    [
      'default rate',
      `${share(record['mean_control_rate'])} under ${baseline}`,
      `${share(record['mean_treatment_rate'])} under ${treatment}`,
    ],
    ['mean relief', share(record['mean_relief_ratio']), interval(record['relief_interval'])],
    ['mean reduction', share(record['mean_reduction']), interval(record['reduction_interval'])],
    ['pairs', `${record['improved']} improved, ${record['unchanged']} unchanged, ${record['worsened']} worsened`],
    ['agents', `${record['rescues']} rescued, ${record['induced']} induced`],
    ...testLine('paired t', record['paired_t'], (test) => `t = ${fixed(test['t'])}, ${test['df']} degrees of freedom`),
    ...testLine('signed rank', record['signed_rank'], (test) => `${test['pairs']} pairs that differ`),
  ];
  return ['', `${treatment} against ${baseline}`, ...align(lines)];
}

function testLine(label: string, test: PlainValue | undefined, figures: (test: PlainRecord) => string): TextLine[] {
  const record = recordOf(test);
  return record === undefined ? [] : [[label, figures(record), probability(record['p'])]];
}

function armLines(record: PlainRecord): readonly string[] {
  const lines: TextLine[] = [['mean default rate', share(record['mean_default_rate'])]];
  const outcomes = Object.entries(recordOf(record['outcomes']) ?? {});
  lines.push(['outcomes', outcomes.map(([outcome, count]) => `${count} ${outcome}`).join(', ')]);
  return ['', ...align(lines)];
}

function frontierLines(record: PlainRecord): readonly string[] {
  const { cells, feasible, open } = record;
  const range =
    feasible === 0
      ? ''
      : `from ${record['least_safe']} to ${record['most_safe']}, ${mean(record['mean_safe'])} on average`;
  const lines: TextLine[] = [
    [
      'searches',
      `${cells}, ${feasible} of them with a safe value${Number(open) > 0 ? `, ${open} safe to the end` : ''}`,
    ],
    ...(feasible === 0 ? [] : [['largest safe value', range] as const]),
  ];
  return ['', `frontier under ${record['arm']}`, ...align(lines)];
}

function tables(files: readonly string[]): string {
  return files.filter((name) => /\.(csv|jsonl|parquet)$/.test(name)).join(', ');
}

function share(value: PlainValue | undefined): string {
  return percent(typeof value === 'string' ? decimal(value) : null);
}

function mean(value: PlainValue | undefined): string {
  return typeof value === 'string' ? decimal(value).round(4).toFixed() : '–';
}

function interval(value: PlainValue | undefined): string {
  const record = recordOf(value);
  return record === undefined ? '' : `95 % interval ${share(record['lower'])} to ${share(record['upper'])}`;
}

function fixed(value: PlainValue | undefined): string {
  return Number(value).toFixed(2);
}

function probability(value: PlainValue | undefined): string {
  const p = Number(value);
  // The smallest numbers are lost on the way there.
  if (p < 1e-300) return 'p < 1e-300';
  return `p = ${p < 0.0001 ? p.toExponential(1) : p.toFixed(4)}`;
}

function recordOf(value: PlainValue | undefined): PlainRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlainRecord) : undefined;
}

function recordsIn(value: PlainValue | undefined): readonly PlainRecord[] {
  const list: readonly PlainValue[] = Array.isArray(value) ? value : [];
  return list.map(recordOf).filter((one) => one !== undefined);
}
