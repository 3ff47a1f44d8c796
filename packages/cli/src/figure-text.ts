import type { Decimal } from '@bagehot/kernel';

/** A line of a small table: a label, and a value per column. */
export type TextLine = readonly [label: string, ...values: string[]];

/** Lines with their columns under one another. */
export function align(lines: readonly TextLine[]): readonly string[] {
  const widths: number[] = [];
  for (const line of lines)
    line.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, cell.length);
    });
  return lines.map((line) => `  ${line.map((cell, k) => cell.padEnd(widths[k] ?? 0)).join('  ')}`.trimEnd());
}

/** A share of one in percent. */
export function percent(share: Decimal | null): string {
  return share === null ? 'undefined' : `${share.times(100).toFixed(2)} %`;
}

/** An amount with two decimals at most, in groups of three digits. */
export function money(amount: Decimal): string {
  const [whole = '0', fraction] = amount.round(2).toFixed().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction.padEnd(2, '0')}`;
}
