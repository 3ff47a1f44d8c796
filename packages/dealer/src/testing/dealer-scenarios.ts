import { decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import type { OracleAllocation, OracleBucketRow, OracleConfig, OracleScenario } from './oracle/scenario.js';

/** Bucket lists from one bucket to four; a bucket's name is any text, even one that every object has. */
const BUCKET_LISTS: readonly (readonly OracleBucketRow[])[] = [
  [
    ['short', 1, 3],
    ['mid', 4, 8],
    ['long', 9, null],
  ],
  [
    ['near', 1, 5],
    ['far', 6, null],
  ],
  [['any', 1, null]],
  [
    ['day', 1, 1],
    ['constructor', 2, 3],
    ['week', 4, 6],
    ['later', 7, null],
  ],
];

/** Names are the user's text, even those that every object has. */
const NAMES: readonly string[] = ['H1', 'H2', '__proto__', 'H4', 'Zoë & Co.', 'toString'];

/** Tickets of one debt, before they have names. */
interface Lot {
  readonly issuer: number;
  readonly creditor: number;
  readonly maturityDay: number;
  readonly count: number;
  /** Who holds each of them on day 0: the creditor or a market maker of its bucket, now and then one of another bucket. */
  readonly holders: readonly number[];
}

/** Picks by index from a list that is not empty. */
function at<T>(list: readonly T[], position: number): T {
  return list[position % list.length] as T;
}

/** A decimal text between two whole numbers of 10^-decimals. */
function text(min: number, max: number, decimals: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((units) => decimal(units).div(decimal(10).pow(decimals)).toString());
}

/** One of the usual value, mostly, and others. */
function usually<const T>(value: T, ...others: readonly T[]): fc.Arbitrary<T> {
  const rest = others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) }));
  return fc.oneof({ weight: 3 * others.length, arbitrary: fc.constant(value) }, ...rest);
}

/** Mids per unit of face: par, discounts, and prices so low that the guard holds the dealer back. */
const mids = fc.oneof(
  { weight: 4, arbitrary: fc.constant('1') },
  { weight: 3, arbitrary: text(30, 130, 2) },
  { weight: 2, arbitrary: text(1, 1_200_000, 6) },
  { weight: 1, arbitrary: text(1, 40_000_000_000, 12) },
);

/** Spreads per unit of face; wide ones clip the outside bid. */
const spreads = fc.oneof(
  { weight: 4, arbitrary: text(5, 60, 2) },
  { weight: 2, arbitrary: text(0, 2_000_000, 6) },
  { weight: 1, arbitrary: text(100, 250, 2) },
);

/** The usual rules: the defaults of the specification. */
const USUAL = {
  S: '1',
  moneyDecimals: 12,
  Mmin: '0.02',
  clip: true,
  Omin: '0',
  parCap: false,
  bufferB: '1',
  reserveDue: true,
  reserveHorizon: 0,
  sellHorizon: 0,
  block: 'one',
  issuerConstraint: 'single',
  issuerDraw: 'earliest',
  skipPinned: false,
  tradeMaturing: true,
  overdraft: 'layoff',
  vbtFunding: 'overdraw',
  settlement: 'sequential',
  anchorUpdates: true,
  lossAttribution: 'maturing-label',
  acceptNonPositive: false,
  piSell: '0.5',
  stopOnDefault: false,
} as const satisfies Partial<OracleConfig>;

const rules = fc.record({
  S: usually(USUAL.S, '20', '0.5'),
  moneyDecimals: usually(USUAL.moneyDecimals, 6, 2),
  buckets: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constantFrom(1, 2, 3) }),
  anchors: fc.array(fc.tuple(mids, spreads, usually('1', '0.8', '0', '2'), usually('0.6', '0', '0.1', '1')), {
    minLength: 4,
    maxLength: 4,
  }),
  Mmin: usually(USUAL.Mmin, '0', '0.5'),
  clip: usually(USUAL.clip, false),
  Omin: usually(USUAL.Omin, '0.05'),
  parCap: usually(USUAL.parCap, true),
  Nmax: fc.oneof(fc.integer({ min: 0, max: 14 }), fc.constant('all' as const)),
  H: fc.integer({ min: 0, max: 4 }),
  bufferB: usually(USUAL.bufferB, '0', '0.5'),
  reserveDue: usually(USUAL.reserveDue, false),
  reserveHorizon: usually(USUAL.reserveHorizon, 1, 4),
  sellHorizon: usually(USUAL.sellHorizon, 1, 4),
  block: usually(USUAL.block, 'shortfall'),
  issuerConstraint: usually(USUAL.issuerConstraint, 'none'),
  issuerDraw: usually(USUAL.issuerDraw, 'proportional'),
  skipPinned: usually(USUAL.skipPinned, true),
  tradeMaturing: usually(USUAL.tradeMaturing, false),
  overdraft: usually(USUAL.overdraft, 'allow'),
  vbtFunding: usually(USUAL.vbtFunding, 'outside', 'funded'),
  settlement: usually(USUAL.settlement, 'simultaneous'),
  anchorUpdates: usually(USUAL.anchorUpdates, false),
  lossAttribution: usually(USUAL.lossAttribution, 'origin-bucket', 'system'),
  acceptNonPositive: usually(USUAL.acceptNonPositive, true),
  piSell: usually(USUAL.piSell, '0', '1', '0.123456789'),
  stopOnDefault: usually(USUAL.stopOnDefault, true),
  /** Are usual rules left out, for the default to take their place? */
  isBrief: fc.boolean(),
});

const allocations: fc.Arbitrary<OracleAllocation | undefined> = fc.option(
  fc.record({
    allocation: fc.constantFrom('random' as const, 'proportional' as const, 'sequential' as const),
    booking: fc.constantFrom('sale' as const, 'endowment' as const),
    dealerShare: fc.constantFrom('0.25', '0.125', '0', '0.5'),
    vbtShare: fc.constantFrom('0.5', '0.25', '0'),
  }),
  { nil: undefined, freq: 3 },
);

const lots: fc.Arbitrary<readonly Lot[]> = fc.array(
  fc.record({
    issuer: fc.nat(11),
    creditor: fc.nat(10),
    maturityDay: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 16 })),
    count: fc.integer({ min: 1, max: 5 }),
    holders: fc.array(fc.nat(19), { minLength: 5, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 14, size: 'max' },
);

const setups = fc.record({
  days: fc.integer({ min: 1, max: 12 }),
  cash: fc.array(fc.oneof(text(0, 1200, 2), fc.constant('0')), { minLength: 2, maxLength: 12, size: 'max' }),
  lots,
  makerCash: fc.array(fc.option(text(0, 600, 2), { freq: 4 }), { minLength: 8, maxLength: 8 }),
  allocation: allocations,
  serialStep: usually(1, 7),
  /** Does every trader lend to its neighbour only, as on a ring, or to anybody? */
  isRing: fc.boolean(),
  seed: fc.oneof(fc.nat(1000), fc.maxSafeNat()),
});

type Rules = typeof rules extends fc.Arbitrary<infer T> ? T : never;
type Setup = typeof setups extends fc.Arbitrary<infer T> ? T : never;

/** The rules with names and amounts that fit each other. */
function configOf({ buckets, anchors, isBrief, ...rest }: Rules): OracleConfig {
  const rows = at(BUCKET_LISTS, buckets);
  const usual = new Map<string, unknown>(Object.entries(USUAL));
  const said = Object.entries(rest).filter(([key, value]) => !isBrief || usual.get(key) !== value);
  return {
    ...Object.fromEntries(said),
    anchorUnit: 'face',
    ...(isBrief && rows === BUCKET_LISTS[0] ? {} : { buckets: rows }),
    anchors: Object.fromEntries(
      rows.map(([name], position) => {
        const [mid, spread, ...sensitivities] = at(anchors, position);
        return [name, [mid, decimal(spread).lt(rest.Omin) ? rest.Omin : spread, ...sensitivities]];
      }),
    ),
    dealerPrefix: 'dealer_',
    vbtPrefix: 'vbt_',
  };
}

/** The holder on day 0: the creditor half of the time, else a market maker. */
function holderOf(pick: number, creditor: string, home: string, rows: readonly OracleBucketRow[]): string {
  if (pick < 10) return creditor;
  if (pick < 14) return `dealer_${home}`;
  if (pick < 18) return `vbt_${home}`;
  const [other] = at(rows, pick);
  return pick === 18 ? `dealer_${other}` : `vbt_${other}`;
}

function ticketsOf(setup: Setup, traders: readonly { readonly id: string }[], rows: readonly OracleBucketRow[]) {
  const units = setup.lots.flatMap((lot) => lot.holders.slice(0, lot.count).map((pick) => ({ lot, pick })));
  return units.slice(0, 40).map(({ lot, pick }, position) => {
    const issuer = lot.issuer % traders.length;
    // Never the issuer itself: one place further at least, and at most all the way round to the place before it.
    const distance = setup.isRing ? 1 : 1 + (lot.creditor % (traders.length - 1));
    const creditor = at(traders, issuer + distance).id;
    const home = rows.find(([, , last]) => last === null || lot.maturityDay <= last)?.[0] ?? '';
    const owner = setup.allocation === undefined ? holderOf(pick, creditor, home, rows) : creditor;
    const serial = position * setup.serialStep;
    return { id: `T${serial}`, issuer: at(traders, issuer).id, owner, maturity_day: lot.maturityDay, serial };
  });
}

function scenarioOf(chosen: Rules, setup: Setup): OracleScenario {
  const config = configOf(chosen);
  const rows = at(BUCKET_LISTS, chosen.buckets);
  // Money in proportion to the ticket: some debts can be paid, some cannot.
  const scaled = (cash: string) => decimal(cash).times(chosen.S).round(chosen.moneyDecimals, 2).toString();
  const traders = setup.cash.map((cash, position) => ({
    id: NAMES[position] ?? `H${position + 1}`,
    cash: scaled(cash),
  }));
  const makers = (offset: number) =>
    Object.fromEntries(
      rows.flatMap(([name], position) => {
        const cash = at(setup.makerCash, offset + position);
        return cash === null ? [] : [[name, { cash: scaled(cash) }]];
      }),
    );
  return {
    config,
    days: setup.days,
    traders,
    tickets: ticketsOf(setup, traders, rows),
    dealers: makers(0),
    vbts: makers(4),
    ...(setup.allocation === undefined ? {} : { allocation: setup.allocation }),
    seed: setup.seed,
  };
}

/**
 * Whole stand-alone runs: 2 to 12 traders, 1 to 40 tickets, tickets of 1, 20 and 0.5, one to four buckets, given and allocated owners, and every rule of the
 * specification in its usual and its other settings. Money is scarce, so that some issuers default; some prices are so low that the guard or the
 * clips bind.
 *
 * Shrinks to fewer days, traders and tickets and to the usual rules.
 */
export function dealerScenarios(): fc.Arbitrary<OracleScenario> {
  return fc.tuple(rules, setups).map(([chosen, setup]) => scenarioOf(chosen, setup));
}

/** A list of {@link dealerScenarios} that is the same for the same seed, for use outside of a property. */
export function sampleDealerScenarios(count: number, seed: number): readonly OracleScenario[] {
  return fc.sample(dealerScenarios(), { numRuns: count, seed });
}
