import { lineChart, modeKeys, type RoundLine } from '../financing/line-chart.js';
import { html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { type Column, dataTable, table } from '../table.js';
import { type ExchangeRunView, type ExchangeView, gini, KINDS, sumOf, tradesOf } from './view.js';

/** Lines are means of so many stretches of a run at most. */
const STRETCHES = 120;
/** Agents in a table. */
const MOST_AGENTS = 300;

/** What each regime has come to. */
export function welfareSection({ runs, figures, seeds, ofSeed }: ExchangeView): Section {
  const columns: readonly Column[] = [
    { label: 'Regime', figures: false },
    { label: 'Utility before' },
    { label: 'Utility after' },
    { label: 'Gain' },
    { label: 'Trades' },
    { label: 'Traded', symbol: 'share of agents' },
    { label: 'Gini of money', symbol: 'before' },
    { label: 'Gini of money', symbol: 'after' },
  ];
  const rows = runs.map((run) => {
    const { agents } = run;
    const before = sumOf(agents.map(({ utilityBefore }) => utilityBefore));
    const after = sumOf(agents.map(({ utility }) => utility));
    const traders = agents.filter(({ trades }) => trades > 0).length;
    return [
      nameOf(run.regime),
      figures.money(before),
      figures.money(after),
      figures.gain(after - before),
      figures.count(tradesOf(run)),
      figures.percent(agents.length === 0 ? 0 : traders / agents.length),
      figures.ratio(gini(agents.map(({ moneyBefore }) => moneyBefore))),
      figures.ratio(gini(agents.map(({ money }) => money))),
    ];
  });
  return {
    id: 'welfare',
    title: runs.length > 1 || seeds !== undefined ? `Welfare by regime${ofSeed}` : 'Welfare',
    intro: html`Sums of total utility over all agents. Every trade leaves both sides better off; what that comes to in all depends on who meets whom, so no order of regimes is certain in a single run.${
      runs.some(({ frames }) => frames.some(({ resources }) => resources.length > 0)) &&
      ' What is gathered counts, too.'
    }${
      runs.some(({ lambda }) => lambda !== null) &&
      ' Where λ is estimated, money counts before and after at the λ with which its owner began.'
    }`,
    body: table('Welfare by regime', { caption: 'Utility of goods and money, and who has traded', columns, rows }),
  };
}

/** Means over stretches of equal length: a tick or several. */
function stretches(counts: readonly number[]): RoundLine['points'] {
  const width = Math.max(1, Math.ceil(counts.length / STRETCHES));
  return Array.from({ length: Math.ceil(counts.length / width) }, (_, k) => {
    const part = counts.slice(k * width, (k + 1) * width);
    return { round: k * width + (part.length - 1) / 2, value: sumOf(part) / part.length };
  });
}

/** Trades so far, at the ends of stretches of equal length. */
function soFar(counts: readonly number[]): RoundLine['points'] {
  const width = Math.max(1, Math.ceil(counts.length / STRETCHES));
  let sum = 0;
  return counts.flatMap((count, tick) => {
    sum += count;
    return (tick + 1) % width === 0 || tick === counts.length - 1 ? [{ round: tick, value: sum }] : [];
  });
}

/** Trades over ticks, a drawing per run and a line per pair type. */
export function tradesSection(view: ExchangeView): Section | undefined {
  const { runs, figures, ofSeed } = view;
  if (runs.every((run) => tradesOf(run) === 0)) return undefined;
  const names = [...new Set(runs.flatMap(({ trades }) => trades.map(({ pairType }) => pairType)))];
  const charts = runs.map((run, k) => {
    const lines = run.trades.flatMap(({ pairType, counts }): RoundLine[] => {
      const kind = KINDS[names.indexOf(pairType)];
      return kind === undefined ? [] : [{ kind, points: soFar(counts) }];
    });
    const rows = run.trades.map(({ pairType, counts }) => [nameOf(pairType), figures.count(sumOf(counts))]);
    return lineChart(view, {
      id: `c-trades-${k}`,
      title: `${run.regime}.`,
      caption: 'Trades so far',
      description: `Trades up to each tick under ${run.regime}. ${run.trades.map(({ pairType, counts }) => `${pairType}: ${sumOf(counts)} in all.`).join(' ')}`,
      lines,
      fromZero: true,
      unit: 'tick',
      data: dataTable('Trades in figures', {
        caption: html`Trades of the whole run under ${nameOf(run.regime)}`,
        columns: [{ label: 'Pair type', figures: false }, { label: 'Trades' }],
        rows,
      }),
    });
  });
  const keys = modeKeys({ runs: names.map((mode, k) => ({ mode, kind: KINDS[k] })) });
  return {
    id: 'trades',
    title: `Trades by pair type${ofSeed}`,
    intro: html`What is sold stands in front, what pays behind; <code>M</code> is money.`,
    body: html`${keys}<div class="pair">${charts}</div>`,
  };
}

/** λ over ticks: the middle agent and the quarters, a drawing per run. */
export function lambdaSection(view: ExchangeView): Section | undefined {
  const moving = view.runs.flatMap(({ regime, lambda }) => (lambda === null ? [] : [{ regime, lambda }]));
  if (moving.length === 0) return undefined;
  const quarters = [
    { name: 'median', pick: 'median' },
    { name: 'lower quartile', pick: 'lower' },
    { name: 'upper quartile', pick: 'upper' },
  ] as const;
  const charts = moving.map(({ regime, lambda }, k) => {
    const last = quarters.map(({ name, pick }) => `${name}: ${view.figures.ratio(lambda[pick].at(-1)).text}`);
    return lineChart(view, {
      id: `c-lambda-${k}`,
      title: `${regime}.`,
      caption: 'Marginal utility of a unit of money',
      description: `λ by tick under ${regime}; in the last tick ${last.join(', ')}.`,
      lines: quarters.flatMap(({ pick }, of): RoundLine[] => {
        const kind = KINDS[of];
        return kind === undefined ? [] : [{ kind, points: stretches(lambda[pick]) }];
      }),
      fromZero: false,
      unit: 'tick',
      data: undefined,
    });
  });
  return {
    id: 'lambda',
    title: `What money is worth${view.ofSeed}`,
    intro: html`λ, which each agent estimates anew in every tick from the prices it sees.`,
    body: html`${modeKeys({ runs: quarters.map(({ name }, k) => ({ mode: name, kind: KINDS[k] })) })}<div class="pair">${charts}</div>`,
  };
}

/** Who holds the money: the share of it that the poorest have, a line per run. */
export function moneySection(view: ExchangeView): Section | undefined {
  if (view.runs.every(({ agents }) => agents.every(({ money }) => money === 0))) return undefined;
  const lines = view.runs.flatMap((run): RoundLine[] => {
    if (run.kind === undefined) return [];
    const sorted = run.agents.map(({ money }) => money).sort((a, b) => b - a);
    return [{ kind: run.kind, points: sorted.map((value, k) => ({ round: k, value })) }];
  });
  const rounds = Array.from({ length: Math.max(...view.runs.map(({ agents }) => agents.length)) }, (_, k) => k);
  const last = view.runs.map(
    (run) => `${run.regime}: ${view.figures.ratio(gini(run.agents.map(({ money }) => money))).text}`,
  );
  return {
    id: 'money',
    title: `Who holds the money${view.ofSeed}`,
    intro: html`Holdings at the end, in minor units, from the richest to the poorest.`,
    body: html`${modeKeys(view)}${lineChart(
      { rounds },
      {
        id: 'c-money',
        title: 'Money by rank.',
        caption: 'Minor units at the end of the run',
        description: `Money of each agent from the richest to the poorest. Gini coefficient: ${last.join(', ')}.`,
        lines,
        fromZero: true,
        unit: 'agents before',
        data: agentTable(view),
      },
    )}`,
  };
}

function agentTable({ runs, figures }: ExchangeView): ReturnType<typeof dataTable> {
  const ids = runs[0]?.agents.map(({ id }) => id) ?? [];
  const byId = runs.map((run: ExchangeRunView) => new Map(run.agents.map((agent) => [agent.id, agent])));
  const heads = ['Money', 'Trades'].flatMap((label) =>
    runs.map(({ regime }): Column => ({ label, symbol: nameOf(regime) })),
  );
  const rows = ids
    .slice(0, MOST_AGENTS)
    .map((id) => [
      figures.count(id),
      ...byId.map((of) => figures.count(of.get(id)?.money)),
      ...byId.map((of) => figures.count(of.get(id)?.trades)),
    ]);
  const more = ids.length > MOST_AGENTS ? `, the first ${MOST_AGENTS} of ${ids.length}` : '';
  return dataTable('Agents in figures', {
    caption: `Money and trades of each agent at the end${more}`,
    columns: [{ label: 'Agent' }, ...heads],
    rows,
    kind: rows.length > 14 ? 'long' : '',
  });
}
