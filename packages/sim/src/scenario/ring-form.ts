import type { Decimal, DecimalInput } from '@bagehot/kernel';
import type { RingAction, RingParams, RingRules } from '@bagehot/ring';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import { moneyForm } from '../money-market/form.js';
import { type Plain, text, without } from './file-form-parts.js';
import type { ExplicitScenario, GeneratedNote, RunSection } from './scenario.js';
import { snakeCase } from './spelling.js';

/** The sections of a ring's file. */
export function ringForm(scenario: ExplicitScenario): Plain {
  return without({
    version: scenario.version,
    model: scenario.model,
    name: scenario.name,
    description: scenario.description,
    scale: scenario.scale,
    agents: scenario.agents,
    initial_actions: scenario.initialActions.map(actionForm),
    scheduled_actions: scenario.scheduledActions.map(({ day, action }) => ({ day, action: actionForm(action) })),
    policy_overrides:
      scenario.run.rules.paymentOrder === undefined ? undefined : { mop_rank: scenario.run.rules.paymentOrder },
    dealer: scenario.dealer === undefined ? undefined : dealerForm(scenario.dealer),
    ...moneyForm(scenario),
    run: runForm(scenario.run),
    generated: scenario.generated === undefined ? undefined : generatedForm(scenario.generated),
  });
}

function actionForm({ kind, ...fields }: RingAction): Plain {
  const form = Object.entries(fields).map(([name, value]) => [
    snakeCase(name),
    name === 'amount' || name === 'face' ? text(value as DecimalInput) : value,
  ]);
  return { [kind]: without(Object.fromEntries(form)) };
}

/** The `run` section. */
export function runForm({ mode, maxDays, seed, rules, show, exports }: RunSection): Plain {
  return without({
    mode,
    max_days: maxDays,
    ...rulesForm(rules),
    seed,
    show: { events: show.events, balances: show.balances },
    export: without({ events_jsonl: exports.eventsJsonl, balances_csv: exports.balancesCsv }),
  });
}

function rulesForm({
  rollover = 'off',
  quietDays,
  defaultHandling,
  distribution,
  settlement,
  estate,
}: RingRules): Plain {
  return {
    quiet_days: quietDays,
    default_handling: defaultHandling,
    distribution,
    settlement,
    estate,
    rollover_enabled: rollover !== 'off',
    rollover_partial: rollover === 'off' ? undefined : rollover,
  };
}

/** The `dealer` section of a market that is switched on. */
export function dealerForm(config: SecondaryMarketConfig): Plain {
  const { capital = { mode: 'outside-cash' }, anchors } = config;
  const anchorOf = (id: string) =>
    anchors instanceof Map ? anchors.get(id) : (anchors as Readonly<Record<string, unknown>> | undefined)?.[id];
  const buckets = (config.buckets ?? []).map(({ id, minDays, maxDays }) => {
    const anchor = anchorOf(id) as Readonly<
      Record<'mid' | 'spread' | 'midSensitivity' | 'spreadSensitivity', DecimalInput>
    >;
    const form = without({
      tau_min: minDays,
      tau_max: maxDays,
      M: text(anchor.mid),
      O: text(anchor.spread),
      phi_M: text(anchor.midSensitivity),
      phi_O: text(anchor.spreadSensitivity),
    });
    return [id, form];
  });
  return without({
    enabled: true,
    ticket_size: text(config.ticketSize),
    ticketization: config.ticketization,
    money: config.money,
    buckets: Object.fromEntries(buckets),
    dealer_share: text(config.dealerShare),
    vbt_share: text(config.vbtShare),
    capital_mode: capital.mode,
    with_cash: capital.mode === 'ticket-allocation' ? capital.withCash : undefined,
    capital:
      capital.mode === 'given'
        ? Object.fromEntries(Array.from(capital.cash, ([id, cash]) => [id, text(cash)]))
        : undefined,
    order_flow: without({ pi_sell: text(config.sellProbability), N_max: config.maxArrivals, block: config.block }),
    trader_policy: without({
      horizon_H: config.horizonDays,
      buffer_B: text(config.cashBuffer),
      sell_horizon: config.sellHorizonDays,
      buying: config.buying,
    }),
    vbt_funding: config.vbtFunding,
    par_cap: config.parCap,
    anchor_updates: config.anchorUpdates,
    count_inflows: config.countInflows,
    single_issuer: config.singleIssuer,
    M_min: text(config.guardMid),
    O_min: text(config.anchorUpdate?.minSpread),
    clip_nonneg_B: config.clipBidAtZero,
  });
}

function generatedForm({ params, seed, statistics, balanced, warnings }: GeneratedNote): Plain {
  return without({
    generator: 'ring_explorer_v1',
    params: { ...paramsForm(params), seed },
    statistics: Object.fromEntries(
      Object.entries(without({ ...statistics })).map(([name, value]) => [
        snakeCase(name),
        typeof value === 'number' ? value : (text(value as Decimal | null) ?? null),
      ]),
    ),
    balanced: balanced === undefined ? undefined : balancedForm(balanced),
    warnings,
  });
}

function balancedForm(opening: NonNullable<GeneratedNote['balanced']>): Plain {
  return {
    vbt_share_per_bucket: text(opening.vbtShare),
    dealer_share_per_bucket: text(opening.dealerShare),
    outside_mid_ratio: text(opening.outsideMidRatio),
    additional_cash: opening.additionalCash,
    share_base: opening.shareBase,
  };
}

/** Parameters as the `params` section of a generator file has them, draws included. */
export function paramsForm(params: RingParams): Plain {
  const { liquidity, draws } = params;
  const allocation =
    liquidity?.mode === 'vector'
      ? { mode: 'vector', vector: liquidity.vector.map((weight) => text(weight)) }
      : (liquidity ?? { mode: 'uniform' });
  return without({
    n_agents: params.agents,
    kappa: text(params.kappa),
    kappa_convention: params.kappaConvention,
    q_total: text(params.totalDebt),
    liquidity: without({ total: text(params.totalLiquidity), allocation }),
    inequality: without({
      concentration: text(params.concentration),
      iota: text(params.iota),
      monotonicity: text(params.monotonicity),
    }),
    maturity: without({ days: params.maturityDays, mu: text(params.mu) }),
    scale: params.scale,
    min_amount: text(params.minAmount),
    draws:
      draws === undefined
        ? undefined
        : without({ weights: draws.weights.map((weight) => text(weight)), adjacent_swaps: draws.adjacentSwaps }),
  });
}
