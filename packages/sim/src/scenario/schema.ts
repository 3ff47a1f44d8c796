import * as z from 'zod';
import { moneySections } from '../money-market/schema.js';
import { issuesOf, type StructureIssue } from '../schema-issues.js';
import { amount, count, flag, id } from '../schema-values.js';

// The shape of scenario files of a ring.

const AGENT_KINDS = ['central_bank', 'bank', 'household', 'firm', 'treasury', 'dealer', 'vbt'] as const;
const MEANS = ['deposit', 'cash', 'reserves', 'bank_deposit', 'reserve_deposit'] as const;

const agent = z.strictObject({ id, kind: z.enum(AGENT_KINDS), name: z.string().optional() });

const ACTION_FIELDS = {
  mint_cash: z.strictObject({ to: id, amount, alias: id.optional() }),
  mint_reserves: z.strictObject({ to: id, amount, alias: id.optional() }),
  transfer_cash: z.strictObject({ from_agent: id, to_agent: id, amount }),
  transfer_reserves: z.strictObject({ from_bank: id, to_bank: id, amount }),
  deposit_cash: z.strictObject({ customer: id, bank: id, amount }),
  withdraw_cash: z.strictObject({ customer: id, bank: id, amount }),
  client_payment: z.strictObject({ payer: id, payee: id, amount }),
  create_payable: z.strictObject({
    from: id,
    to: id,
    amount,
    due_day: count,
    alias: id.optional(),
    maturity_distance: count.optional(),
    holder: id.optional(),
  }),
  transfer_claim: z.strictObject({
    contract_alias: id.optional(),
    contract_id: id.optional(),
    from_agent: id.optional(),
    to_agent: id,
    face: amount.optional(),
  }),
};

const action = z.strictObject(ACTION_FIELDS).partial().describe('exactly one action, by its name');

const buckets = z.record(
  id,
  z.strictObject({
    tau_min: count,
    tau_max: count.nullable().optional(),
    M: amount.optional().describe('needed, but for a balanced opening, which decides it'),
    O: amount,
    phi_M: amount.optional(),
    phi_O: amount.optional(),
  }),
);

const dealerFields = {
  enabled: flag.optional(),
  ticket_size: amount.optional(),
  buckets: buckets.optional(),
  dealer_share: amount.optional(),
  vbt_share: amount.optional(),
  capital_mode: z.enum(['outside-cash', 'ticket-allocation', 'given']).optional(),
  with_cash: flag.optional(),
  capital: z.record(id, amount).optional().describe('opening cash of market makers under capital_mode given'),
  order_flow: z
    .strictObject({
      pi_sell: amount.optional(),
      N_max: z.union([count, z.literal('all')]).optional(),
      block: z.enum(['one', 'shortfall']).optional(),
    })
    .optional(),
  trader_policy: z
    .strictObject({
      horizon_H: count.optional(),
      buffer_B: amount.optional(),
      sell_horizon: count.optional(),
      buying: flag.optional(),
    })
    .optional(),
  ticketization: z.enum(['unit', 'whole']).optional(),
  money: z
    .enum(['ledger', 'minted'])
    .optional()
    .describe('minted, with ticketization whole: only for reruns of published results'),
  vbt_funding: z.enum(['outside', 'funded']).optional(),
  par_cap: flag.optional(),
  anchor_updates: flag.optional(),
  count_inflows: flag.optional(),
  single_issuer: flag.optional(),
  M_min: amount.optional(),
  O_min: amount.optional(),
  clip_nonneg_B: flag.optional(),
};

/** A secondary market. */
export const dealerForm: z.ZodType = z.strictObject(dealerFields);

const balanced = z.strictObject({
  mode: z.enum(['passive', 'active']).optional(),
  vbt_share_per_bucket: amount.optional(),
  dealer_share_per_bucket: amount.optional(),
  outside_mid_ratio: amount.optional(),
  face_value: amount.optional(),
  rollover: flag.optional(),
  additional_cash: z.enum(['equal', 'proportional']).optional(),
  share_base: z.enum(['trader', 'total']).optional(),
});

const runFields = {
  mode: z.enum(['until_stable', 'step']).optional(),
  max_days: count.optional(),
  quiet_days: count.optional(),
  default_handling: z.enum(['expel-agent', 'fail-fast']).optional(),
  distribution: z.enum(['first-come', 'proportional']).optional(),
  settlement: z.enum(['sequential', 'multipass', 'clearing']).optional(),
  estate: z.enum(['retain', 'pro-rata']).optional(),
  rollover_enabled: flag.optional(),
  rollover_partial: z.enum(['full-face', 'cash-only', 'skip']).optional(),
  show: z
    .strictObject({
      balances: z.array(id).optional(),
      events: z.enum(['summary', 'detailed', 'table', 'none']).optional(),
    })
    .optional(),
  export: z.strictObject({ events_jsonl: z.string().optional(), balances_csv: z.string().optional() }).optional(),
};

/** How a run goes, without a seed. */
export const runForm: z.ZodType = z.strictObject(runFields);

const run = z.strictObject({ ...runFields, seed: count.optional() });

const shared = {
  version: z.literal(1),
  model: z.literal('ring').optional(),
  description: z.string().optional(),
  dealer: dealerForm.optional(),
  ...moneySections,
  run: run.optional(),
};

const allocation = z.union([
  z.strictObject({ mode: z.literal('uniform') }),
  z.strictObject({ mode: z.literal('single_at'), agent: id }),
  z.strictObject({ mode: z.literal('vector'), vector: z.array(amount) }),
]);

const ringFields = {
  kappa: amount,
  kappa_convention: z.enum(['debt_to_liquidity', 'liquidity_to_debt']).optional(),
  q_total: amount.optional(),
  Q_total: amount.optional(),
  liquidity: z.strictObject({ total: amount.optional(), allocation: allocation.optional() }).optional(),
  inequality: z
    .strictObject({ concentration: amount.optional(), iota: amount.optional(), monotonicity: amount.optional() })
    .optional(),
  maturity: z
    .strictObject({ days: count.optional(), mu: amount.optional(), mode: z.literal('lead_lag').optional() })
    .optional(),
  scale: count.optional(),
  min_amount: amount.optional(),
  draws: z.strictObject({ weights: z.array(amount), adjacent_swaps: z.array(count).optional() }).optional(),
};

/** What a ring is drawn from, without the number of its people and without a seed. */
export const ringParamsForm: z.ZodType = z.strictObject(ringFields);

const params = z.strictObject({ n_agents: count.optional(), seed: count.optional(), ...ringFields });

const RING_EXPLORER = z.literal('ring_explorer_v1');

const generated = z
  .strictObject({
    generator: RING_EXPLORER,
    params: params.extend({ seed: count }),
    statistics: z.strictObject({
      total_debt: amount,
      total_cash: amount,
      kappa_realised: amount.nullable(),
      liquidity_to_debt: amount,
      hhi: amount,
      iota: amount,
      lead_steps: count,
      mismatch_days: amount,
      added_debt: amount.optional(),
      realised_share: amount.optional(),
    }),
    balanced: balanced
      .pick({
        vbt_share_per_bucket: true,
        dealer_share_per_bucket: true,
        outside_mid_ratio: true,
        additional_cash: true,
        share_base: true,
      })
      .required()
      .optional(),
    warnings: z.array(z.string().min(1)),
  })
  .describe('what a generator noted when it made this scenario');

/** A ring spelled out. */
export const explicitRingForm: z.ZodType = z.strictObject({
  ...shared,
  name: z.string().min(1),
  scale: count.optional(),
  agents: z.array(agent),
  initial_actions: z.array(action).optional(),
  scheduled_actions: z.array(z.strictObject({ day: count, action })).optional(),
  policy_overrides: z
    .strictObject({ mop_rank: z.partialRecord(z.enum(AGENT_KINDS), z.array(z.enum(MEANS))).optional() })
    .optional(),
  generated: generated.optional(),
});

/** A ring described by the parameters it is drawn from. */
export const generatedRingForm: z.ZodType = z.strictObject({
  ...shared,
  generator: RING_EXPLORER,
  name_prefix: z.string().optional(),
  params,
  balanced: balanced.optional().describe('dealers and value-based traders hold claims on the ring from the start'),
  compile: z.strictObject({ out_dir: z.string().optional(), emit_yaml: flag.optional() }).optional(),
});

/** All ways in which an object departs from the form of a ring that its `generator` field asks for; empty when it has that form. */
export function ringIssues(input: unknown): readonly StructureIssue[] {
  return issuesOf(isGeneratorForm(input) ? generatedRingForm : explicitRingForm, input);
}

/** A scenario with a `generator` or `params` field is read as the generator's form, any other as the explicit one. */
export function isGeneratorForm(input: unknown): boolean {
  return typeof input === 'object' && input !== null && ('generator' in input || 'params' in input);
}
