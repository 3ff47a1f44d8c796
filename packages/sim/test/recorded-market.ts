import type { Side } from '@bagehot/dealer';
import type { AgentId } from '@bagehot/kernel';
import type { AgentKind, RingAction } from '@bagehot/ring';
import type { ExplicitScenario, SecondaryMarketConfig } from '@bagehot/sim';
import { readAction, type WrittenAction } from '../../../test/written-action.js';

type Text = Readonly<Record<string, unknown>>;

/** A composed case as the vectors write it. */
export interface RecordedCase {
  readonly id: string;
  readonly scale: number;
  readonly agents: readonly { readonly id: string; readonly kind: AgentKind }[];
  readonly initial_actions: readonly WrittenAction[];
  readonly scheduled_actions: readonly { readonly day: number; readonly action: WrittenAction }[];
  readonly run: {
    readonly default_handling: 'expel-agent' | 'fail-fast';
    readonly distribution: 'first-come' | 'proportional';
    readonly settlement: 'sequential' | 'multipass' | 'clearing';
    readonly rollover_enabled: boolean;
    readonly rollover_partial: 'full-face' | 'cash-only' | 'skip';
    readonly max_days: number;
    readonly quiet_days: number;
  };
  readonly dealer: {
    readonly ticket_size: string;
    readonly buckets: readonly {
      readonly name: string;
      readonly tau_min: number;
      readonly tau_max: number | null;
      readonly M: string;
      readonly O: string;
      readonly phi_M: string;
      readonly phi_O: string;
    }[];
    readonly capital:
      | { readonly mode: 'given'; readonly cash: Readonly<Record<string, string>> }
      | { readonly mode: 'outside-cash'; readonly dealer_share: string; readonly vbt_share: string };
    readonly M_min: string;
    readonly O_min: string;
    readonly clip: boolean;
    readonly vbt_funding: 'outside' | 'funded';
    readonly par_cap: boolean;
    readonly anchor_updates: boolean;
    readonly N_max: number | 'all';
    readonly block: 'one' | 'shortfall';
    readonly horizon_H: number;
    readonly buffer_B: string;
    readonly sell_horizon: number;
    readonly count_inflows: boolean;
    readonly single_issuer: boolean;
  };
  readonly flow: Readonly<Record<string, readonly { readonly drawn: Side; readonly agent: AgentId }[]>>;
  readonly expected: {
    readonly outcome: string;
    readonly halt?: Text | null;
    readonly days_run: number;
    readonly defaulted: readonly AgentId[];
    readonly start_balances: Text;
    readonly start_claims: Text;
    readonly end_of_day_balances: readonly Text[];
    readonly end_of_day_claims: readonly Text[];
    readonly final_kernel: Text;
    readonly arrivals: Text;
    readonly arm: Text;
    readonly metrics: { readonly days: readonly Text[]; readonly summary: Text };
    readonly metrics_all?: { readonly days: readonly Text[]; readonly summary: Text };
    readonly unfunded_rollover_face?: string;
    readonly events: readonly Text[];
  };
}

/** The scenario of a case. */
export function scenarioOf(recorded: RecordedCase): ExplicitScenario {
  const { run } = recorded;
  return {
    version: 1,
    model: 'ring',
    form: 'explicit',
    name: recorded.id,
    scale: recorded.scale,
    agents: recorded.agents,
    initialActions: recorded.initial_actions.map((action) => readAction<RingAction>(action)),
    scheduledActions: recorded.scheduled_actions.map(({ day, action }) => ({ day, action: readAction(action) })),
    dealer: marketOf(recorded.dealer),
    run: {
      mode: 'until_stable',
      maxDays: run.max_days,
      seed: 1,
      rules: {
        defaultHandling: run.default_handling,
        distribution: run.distribution,
        settlement: run.settlement,
        rollover: run.rollover_enabled ? run.rollover_partial : 'off',
        quietDays: run.quiet_days,
        check: 'daily',
      },
      show: { events: 'none', balances: [] },
      exports: {},
    },
  };
}

function marketOf(dealer: RecordedCase['dealer']): SecondaryMarketConfig {
  const { capital, buckets } = dealer;
  return {
    ticketSize: dealer.ticket_size,
    buckets: buckets.map(({ name, tau_min, tau_max }) => ({ id: name, minDays: tau_min, maxDays: tau_max })),
    anchors: new Map(
      buckets.map(({ name, M, O, phi_M, phi_O }) => [
        name,
        { mid: M, spread: O, midSensitivity: phi_M, spreadSensitivity: phi_O },
      ]),
    ),
    anchorUpdate: { minSpread: dealer.O_min },
    anchorUpdates: dealer.anchor_updates,
    guardMid: dealer.M_min,
    clipBidAtZero: dealer.clip,
    parCap: dealer.par_cap,
    vbtFunding: dealer.vbt_funding,
    block: dealer.block,
    maxArrivals: dealer.N_max,
    horizonDays: dealer.horizon_H,
    cashBuffer: dealer.buffer_B,
    sellHorizonDays: dealer.sell_horizon,
    countInflows: dealer.count_inflows,
    singleIssuer: dealer.single_issuer,
    checks: 'throw',
    ...(capital.mode === 'given'
      ? { capital: { mode: 'given', cash: new Map(Object.entries(capital.cash)) } }
      : { dealerShare: capital.dealer_share, vbtShare: capital.vbt_share }),
  };
}
