import * as z from 'zod';
import type { ClaimCustodySnapshot } from './collateral/custody-snapshot.js';
import type { CollateralPoolSnapshot } from './collateral/pool-snapshot.js';
import { type CentralBankConfig, parseCentralBankConfig } from './configuration.js';
import { InvalidConfigError } from './errors.js';
import type { FacilitiesSnapshot } from './facilities/facilities-snapshot.js';
import type { MoneyGrowthSnapshot } from './policy/money-growth.js';
import type { CallMarketSnapshot } from './protocols/call-market-snapshot.js';
import type { CentralBankSnapshot } from './protocols/central-bank.js';
import type { TreasurySnapshot } from './protocols/treasury.js';

// Configurations and snapshots as data from outside. Whether a snapshot belongs to a ledger is for the service that restores it to say.

/**
 * The configuration of a central bank and its call market, keys in either spelling. Unknown keys are refused, and every rule of `parseCentralBankConfig` is checked:
 * an issue's `params.code` is the code of the problem, its path the place of the key.
 *
 * @example
 * const config = CentralBankConfigSchema.parse(JSON.parse(text));
 * @see central bank specification, section 14
 */
export const CentralBankConfigSchema: z.ZodType<CentralBankConfig, unknown> = z
  .unknown()
  .transform((input, context) => {
    try {
      return parseCentralBankConfig(input);
    } catch (error) {
      if (!(error instanceof InvalidConfigError)) throw error;
      for (const { code, path, message } of error.details.problems)
        context.addIssue({ code: 'custom', path: segments(path), message, params: { code } });
      return z.NEVER;
    }
  });

/** `rollover.max` as a list of keys; the whole has none. */
function segments(path: string): PropertyKey[] {
  return path === 'config' ? [] : path.split('.');
}

/** A decimal as text: no spaces, no hexadecimal, no empty text. */
const numeral = z.string().regex(/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4})?$/i, 'must be the text of a decimal');
const count = z.int().min(0);
const name = z.string().min(1);

const head = <Kind extends string>(kind: Kind) => ({ kind: z.literal(kind), version: z.literal(1) });

/** Snapshots of `createCentralBank`'s service. */
export const centralBankSnapshotSchema: z.ZodType<CentralBankSnapshot, CentralBankSnapshot> = z.strictObject({
  ...head('central-bank'),
  history: z.array(z.strictObject({ rate: numeral, tick: count })).min(1),
  holdings: count,
  bookValue: numeral,
  omoCashPosition: numeral,
  realisedGains: numeral,
  netBought: z.int(),
});

const order = { agentId: name, amount: numeral, limitRate: numeral.nullable() };
const supply = { ...order, renewed: numeral.exactOptional() };

const leg = z.strictObject({
  lenderId: name,
  supply: count,
  amount: numeral,
  interest: numeral,
  paid: numeral,
  rate: numeral.exactOptional(),
});

const loan = z.strictObject({
  number: count,
  request: count,
  borrowerId: name,
  rate: numeral,
  originTick: count,
  dueTick: count,
  rollovers: count,
  legs: z.array(leg),
  contract: name.nullable(),
});

const session = z.strictObject({
  tick: count,
  session: count,
  rule: z.string(),
  policyRate: numeral,
  callRate: numeral,
  spread: numeral,
  liquidityRatio: numeral.nullable(),
  supplies: z.array(z.strictObject({ ...supply, effective: numeral, drawn: numeral, unlent: numeral.exactOptional() })),
  requests: z.array(z.strictObject({ ...order, granted: numeral, loan: count.nullable(), rate: numeral.nullable() })),
  legs: z.array(z.tuple([count, count, numeral])),
  ratePerLeg: z.array(numeral).exactOptional(),
});

/** Snapshots of `createCallMarket`'s service. */
export const callMarketSnapshotSchema: z.ZodType<CallMarketSnapshot, CallMarketSnapshot> = z.strictObject({
  ...head('call-market'),
  tick: count,
  settledTick: count.nullable(),
  sessions: count,
  counters: z.strictObject({ supply: count, request: count, loan: count }),
  supplies: z.array(z.strictObject(supply)),
  requests: z.array(z.strictObject(order)),
  loans: z.array(loan),
  barred: z.array(z.tuple([name, count])),
  last: session.nullable(),
});

/** Snapshots of treasuries. */
export const treasurySnapshotSchema: z.ZodType<TreasurySnapshot, TreasurySnapshot> = z.strictObject({
  ...head('treasury'),
  inventory: count.nullable(),
  outstanding: count,
  spending: numeral,
  levies: numeral,
  debtLedger: z.array(
    z.strictObject({
      tick: count,
      kind: z.enum(['issue', 'buyback']),
      quantity: count,
      price: numeral,
      cash: numeral,
      outstandingAfter: count,
    }),
  ),
  holdings: z.array(z.tuple([name, count])),
});

const facilityRecord = z.strictObject({
  number: count,
  agent: name,
  originTick: count,
  dueTick: count,
  contract: name.nullable(),
  principal: numeral,
  rate: numeral,
  interest: numeral,
  paid: numeral,
  seized: numeral,
});
const facilityRecords = z.strictObject({ next: count, open: z.array(facilityRecord) });

/** Snapshots of `createStandingFacilities`'s service. What it says of pledges is theirs: `claimCustodySnapshotSchema`, `collateralPoolSnapshotSchema`. */
export const facilitiesSnapshotSchema: z.ZodType<FacilitiesSnapshot, FacilitiesSnapshot> = z.strictObject({
  ...head('standing-facilities'),
  loans: facilityRecords,
  deposits: facilityRecords,
  frozenFrom: count.nullable(),
  defaults: numeral,
  marginCalls: z.array(z.strictObject({ agent: name, tick: count })),
  answered: z.strictObject({ tick: count, session: z.int().min(1) }).nullable(),
  memo: z.strictObject({
    interestEarned: numeral,
    interestPaid: numeral,
    creditLosses: numeral,
    collateralTaken: numeral,
  }),
  collateral: z.record(z.string(), z.unknown()).nullable(),
});

/** Snapshots of a pool of pledged assets. */
export const collateralPoolSnapshotSchema: z.ZodType<CollateralPoolSnapshot, CollateralPoolSnapshot> = z.strictObject({
  ...head('collateral-pool'),
  agents: z.array(
    z.strictObject({
      agent: name,
      outstanding: numeral,
      pledges: z.array(z.strictObject({ assetId: name, value: numeral, haircut: numeral })),
    }),
  ),
});

const claim = { contract: name, face: numeral, paid: numeral };

/** Snapshots of a custody of pledged claims. */
export const claimCustodySnapshotSchema: z.ZodType<ClaimCustodySnapshot, ClaimCustodySnapshot> = z.strictObject({
  ...head('claim-custody'),
  agents: z.array(z.strictObject({ agent: name, claims: z.array(z.strictObject(claim)) })),
  lost: z.array(z.strictObject({ agent: name, ...claim })),
});

/** Snapshots of a policy that lets the money grow. */
export const moneyGrowthSnapshotSchema: z.ZodType<MoneyGrowthSnapshot, MoneyGrowthSnapshot> = z.strictObject({
  ...head('money-growth'),
  target: numeral.nullable(),
  tick: count.nullable(),
});
