import { decimal, sum, ZERO } from '@bagehot/kernel';
import type { ReportInput } from '@bagehot/report';
import { findCases, goldenFolder } from '../../../test/golden.js';

type Fields = Readonly<Record<string, string>>;

/** A recorded run as the golden files of the ring hold it; only what a report needs of it. */
export interface GoldenCase {
  readonly id: string;
  readonly note?: string;
  readonly agents:
    | readonly { readonly id: string; readonly kind: string }[]
    | { households: number; central_bank: string };
  readonly initial_actions: readonly Readonly<Record<string, Fields & { readonly due_day: number }>>[];
  readonly run: object;
  readonly dealer?: { readonly ticket_size: string; readonly buckets: readonly { readonly name: string }[] };
  readonly expected: {
    readonly outcome: string;
    readonly days_run: number;
    readonly defaulted: readonly string[];
    readonly end_of_day_balances?: readonly Readonly<Record<string, Fields>>[];
    readonly metrics: {
      readonly days: readonly (Readonly<Record<string, unknown>> & { readonly day: number; readonly Mpeak: string })[];
      readonly summary: Readonly<Record<string, string | null>>;
    };
    readonly arm?: Readonly<Record<string, unknown>>;
    readonly events: readonly (Readonly<Record<string, unknown>> & { readonly kind: string; readonly day: number })[];
  };
}

/** One recorded run of the repository's own golden folder, as material for tests that check no golden value. */
export function goldenCase(file: string, id: string): GoldenCase {
  const own = goldenFolder({});
  const found = findCases<GoldenCase>(`ring/${file}`, 'cases', own)?.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${file} holds no case ${id}`);
  return found;
}

function agentsOf({ agents, dealer }: GoldenCase): readonly { readonly id: string; readonly kind: string }[] {
  const listed = Array.isArray(agents)
    ? (agents as readonly { readonly id: string; readonly kind: string }[])
    : householdsOf(agents as { households: number; central_bank: string });
  const buckets = dealer?.buckets ?? [];
  return [
    ...listed,
    ...['dealer', 'vbt'].flatMap((kind) => buckets.map(({ name }) => ({ id: `${kind}_${name}`, kind }))),
  ];
}

function householdsOf(group: { households: number; central_bank: string }): { id: string; kind: string }[] {
  const households = Array.from({ length: group.households }, (_, k) => ({ id: `H${k + 1}`, kind: 'household' }));
  return [{ id: group.central_bank, kind: 'central_bank' }, ...households];
}

/** The log of a case: its setup as records, then its events day by day, numbered. */
export function recordsOf(golden: GoldenCase): readonly object[] {
  const setup: object[] = agentsOf(golden).map(({ id, kind }) => ({
    kind: 'AgentCreated',
    agent: id,
    agent_kind: kind,
  }));
  let payables = 0;
  for (const action of golden.initial_actions) {
    const { mint_cash: cash, create_payable: debt } = action;
    if (cash !== undefined)
      setup.push({ kind: 'CashMinted', to: cash['to'], amount: cash['amount'], source: 'scenario' });
    if (debt === undefined) continue;
    payables++;
    setup.push({
      kind: 'PayableCreated',
      contract: debt['alias'] ?? `P${payables}`,
      alias: debt['alias'],
      debtor: debt['from'],
      creditor: debt['to'],
      amount: debt['amount'],
      due_day: debt.due_day,
      origin: 'initial',
    });
  }
  const { events, days_run, outcome } = golden.expected;
  const days = Array.from({ length: days_run }, (_, day) => [
    { kind: 'PhaseA', day },
    ...events.filter((event) => event.day === day),
  ]);
  return [
    ...setup.map((record) => ({ ...record, day: 0, phase: 'setup' })),
    ...days.flat(),
    { kind: 'RunStopped', day: days_run, outcome },
  ].map((record, seq) => ({ seq, ...record }));
}

function balancesOf(golden: GoldenCase): readonly object[] {
  const failed = new Map<string, number>();
  for (const event of golden.expected.events) {
    if (event.kind === 'AgentDefaulted') failed.set(String(event['agent']), event.day);
  }
  return (golden.expected.end_of_day_balances ?? []).flatMap((sheets, day) =>
    agentsOf(golden)
      .filter(({ kind }) => kind !== 'central_bank')
      .map(({ id, kind }) => {
        const sheet = sheets[id] ?? {};
        const total = (fields: readonly string[]) => sum(fields.map((field) => decimal(sheet[field] ?? ZERO)));
        const equity = total(['cash', 'deposits', 'reserves', 'receivables']).minus(
          total(['payables', 'deposit_liabilities']),
        );
        const defaulted = (failed.get(id) ?? Number.POSITIVE_INFINITY) <= day;
        return { day, agent: id, kind, ...sheet, equity: equity.toString(), defaulted };
      }),
  );
}

/** A golden case as the input of a report. */
export function inputOf(golden: GoldenCase): ReportInput {
  const { metrics, arm, outcome } = golden.expected;
  const without = arm?.['default_rate_without_dealer'];
  return {
    title: `Ring ${golden.id}`,
    ...(golden.note !== undefined && { description: golden.note }),
    parameters: { seed: 42, run: golden.run, dealer: golden.dealer ?? null },
    metrics: { outcome, ...metrics, ...arm },
    records: recordsOf(golden),
    balances: balancesOf(golden),
    ...(without !== undefined && {
      comparison: {
        control: { delta_total: without, phi_total: decimal(1).minus(String(without)).toString() },
        arm: metrics,
      },
    }),
  };
}
