import { readFileSync } from 'node:fs';
import path from 'node:path';
import { marketRoundResult, type RoundCompleted } from '@bagehot/financing';
import { decimal, outsideQuote, quoteDealer } from '@bagehot/kernel';
import { compareMarket, loadScenario, runScenario } from '@bagehot/sim';
import { expect, it } from 'vitest';
import { run } from './program.js';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

/** Blocks of text, line by line. */
const linesIn = (text: string): string[] =>
  Array.from(text.matchAll(/```text\n([\s\S]*?)\n```/g), ([, block = '']) => block.split('\n')).flat();

/** What a page says is printed. */
const outputOf = (page: string): string[] => linesIn(read(page));

/** What a page says its programs print: what command lines print is tested with the command line. */
const printedOn = (page: string): string[] =>
  linesIn(read(page).replaceAll(/```sh\nbagehot [\s\S]*?\n```\n\n```text\n[\s\S]*?\n```/g, ''));

/** The cells of the first row of a table that begins so. */
function row(page: string, title: string): string[] {
  const line =
    read(page)
      .split('\n')
      .find((text) => text.startsWith(`| ${title} |`)) ?? '';
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.replaceAll('*', '').trim());
}

it('the first tutorial shows what the two scenarios come to', () => {
  const { baseline, treatment, rescued, induced } = compareMarket(
    loadScenario(read('examples/scenarios/kalecki_with_dealer.yaml')),
  );
  const page = 'docs/tutorials/first-ring.md';
  const output = outputOf(page).map((line) => line.replace(/\s+/g, ' ').trim());
  const counts = [baseline, treatment].map(({ totalDefaults }) => `${totalDefaults} of 100 agents`);
  const rates = [baseline, treatment].map(({ defaultRate }) => `${defaultRate.times(100).toFixed(2)} % of 10,000 due`);
  expect(output).toContain(`defaults ${counts[0]}`);
  expect(output).toContain(`default rate ${rates[0]}`);
  expect(output).toContain(`mean recovery rate ${baseline.meanRecoveryRate?.times(100).toFixed(2)} %`);
  expect(output).toContain(`defaults ${counts.join(' ')}`);
  expect(output).toContain(`default rate ${rates.join(' ')}`);
  expect([rescued.length, induced.length]).toEqual([14, 0]);
  expect(read(page).replace(/\s+/g, ' ')).toContain('Fourteen people are saved and nobody is felled');
});

it.each([
  ['docs/tutorials/first-market.md', () => import('./kernel/quote-a-dealer.js')],
  ['docs/tutorials/your-own-phase.md', () => import('./ring/discount-window.js')],
  ['docs/concepts/exactness.md', () => import('./kernel/split-money.js')],
  ['docs/concepts/financing.md', () => import('./financing/between-modes.js')],
  ['docs/how-to/compare-on-equal-footing.md', () => import('./sim/balanced-pair.js')],
  ['docs/how-to/read-a-financing-log.md', () => import('./financing/check-a-log.js')],
  ['docs/concepts/central-bank.md', () => import('./central-bank/corridor.js')],
  ['docs/how-to/run-without-a-central-bank.md', () => import('./central-bank/with-and-without.js')],
  ['docs/how-to/put-a-central-bank-on-your-ledger.md', () => import('./central-bank/own-ledger.js')],
] as const)('%s shows what its program prints', async (page, load) => {
  const { printed } = await run<object>(load);
  expect(outputOf(page)).toEqual(printed);
});

it('the tutorial on barter and money shows what its programs print, one after the other', async () => {
  const printed: string[] = [];
  printed.push(...(await run(() => import('./exchange/first-trade.js'))).printed);
  printed.push(...(await run(() => import('./exchange/third-good.js'))).printed);
  printed.push(...(await run(() => import('./exchange/regimes.js'))).printed);
  printed.push(...(await run(() => import('./exchange/village.js'))).printed);
  expect(printedOn('docs/tutorials/barter-and-money.md')).toEqual(printed);
});

it('the tutorial on monetary policy shows what its programs print, one after the other', async () => {
  const printed: string[] = [];
  printed.push(...(await run(() => import('./central-bank/call-market.js'))).printed);
  printed.push(...(await run(() => import('./central-bank/policy-channel.js'))).printed);
  printed.push(...(await run(() => import('./central-bank/brokered-treasury.js'))).printed);
  printed.push(...(await run(() => import('./central-bank/policy-rules.js'))).printed);
  printed.push(...(await run(() => import('./central-bank/standing-facilities.js'))).printed);
  expect(printedOn('docs/tutorials/monetary-policy.md')).toEqual(printed);
});

it('the table of the call rate is what the operations come to', async () => {
  const { callRateAfter } = await run(() => import('./central-bank/policy-channel.js'));
  const page = 'docs/concepts/central-bank.md';
  const bought = row(page, 'bonds bought').map((text) => Number.parseInt(text, 10));
  const rates = bought.map((bonds, k) => String(callRateAfter(bonds, k === bought.length - 1 ? 0 : 1)));
  expect(rates).toHaveLength(6);
  expect(row(page, 'call rate')).toEqual(rates);
});

it('the table of the dealer is what the kernel quotes', () => {
  const page = 'docs/concepts/dealer.md';
  const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
  const outside = outsideQuote({ mid: decimal(1), spread: decimal('0.30') }, params);
  const quotes = row(page, 'x').map((x) =>
    quoteDealer({ ticketCount: Number(x), cash: decimal(4).minus(x) }, outside, params),
  );
  expect(quotes).toHaveLength(5);
  expect(row(page, 'midline')).toEqual(quotes.map(({ midline }) => midline.toFixed(2)));
  expect(row(page, 'a buyer pays')).toEqual(quotes.map(({ executionAsk }) => executionAsk.toFixed(2)));
  expect(row(page, 'a seller gets')).toEqual(quotes.map(({ executionBid }) => executionBid.toFixed(2)));
});

it('the tutorial on financing modes shows what its two people trade', () => {
  const page = 'docs/tutorials/financing-modes.md';
  const [, yaml = ''] = /```yaml\n(# two\.yaml\n[\s\S]*?)```/.exec(read(page)) ?? [];
  const rounds: RoundCompleted[] = [];
  runScenario(loadScenario(yaml, 'financing'), { onRound: (round) => void rounds.push(round) });
  const traded = rounds.filter(({ market }) => market.clearing !== null);
  expect(traded.map(({ round }) => round)).toEqual([1, 3]);
  for (const { round, market } of traded) {
    const { clearing, equilibrium } = marketRoundResult(market);
    const [grain, bread] = clearing?.goods ?? [];
    const figures = [equilibrium.prices?.[1], grain?.volume, bread?.volume, grain?.liquidityGap, bread?.liquidityGap];
    expect(row(page, String(round))).toEqual(figures.map(String));
  }
});
