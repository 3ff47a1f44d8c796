import { type AnchorConfig, type Bucket, DEFAULT_ANCHORS, DEFAULT_BUCKETS } from '@bagehot/dealer';
import { type AgentId, type BucketId, type Decimal, decimal, ONE, ZERO } from '@bagehot/kernel';
import type { MarketCapital, SecondaryMarketConfig } from '../bridges/market-config.js';
import type { Amounts } from './amounts.js';
import { asCount, asDecimal, asFlag, asOneOf, entries, field } from './field.js';
import { type Path, type Problems, shown } from './problems.js';

/** In files this many days mean no limit. */
const OPEN_DAYS = 999;
const PATH: Path = ['dealer'];

/** Names of the market makers that a `dealer` section adds to the agents: dealers in bucket order, then value-based traders. */
export function marketMakers(
  config: SecondaryMarketConfig,
): readonly { readonly id: AgentId; readonly kind: 'dealer' | 'vbt' }[] {
  const buckets = config.buckets ?? DEFAULT_BUCKETS;
  return [
    ...buckets.map(({ id }) => ({ id: `dealer_${id}`, kind: 'dealer' as const })),
    ...buckets.map(({ id }) => ({ id: `vbt_${id}`, kind: 'vbt' as const })),
  ];
}

/** What stands elsewhere in the file instead of in the `dealer` section: the balanced opening's prices and tickets. */
export interface MarketGivens {
  readonly ticketSize: Decimal;
  /** Outside mid of every bucket. */
  readonly mid: Decimal;
  /** How far ahead traders see a shortfall, unless the section says otherwise. */
  readonly sellHorizonDays: number;
}

/** Reads the `dealer` section (ring specification, section 15.2); undefined when there is none or it is switched off. */
export function readDealer(problems: Problems, amounts: Amounts, value: unknown): SecondaryMarketConfig | undefined {
  if (value === undefined) return undefined;
  const market = readMarket(problems, amounts, value, undefined);
  return asFlag(field(value, 'enabled')) === true ? market : undefined;
}

/**
 * Reads a market whether it is switched on or not.
 *
 * @param given - makes it the market of the balanced design: money and claims come from the opening actions, traders only sell, and only what closes a
 * shortfall, all of them every day, and nobody brings money from outside
 */
export function readMarket(
  problems: Problems,
  amounts: Amounts,
  value: unknown,
  given: MarketGivens | undefined,
): SecondaryMarketConfig {
  const at = (...names: string[]): Path => [...PATH, ...names];
  const flow = field(value, 'order_flow');
  const policy = field(value, 'trader_policy');
  const isBalanced = given !== undefined;
  const share = (name: string, fallback: string): Decimal =>
    atLeast(problems, at(name), field(value, name), ZERO) ?? decimal(fallback);

  const { buckets, anchors } = readBuckets(problems, field(value, 'buckets'), given?.mid);
  const sellProbability = atLeast(problems, at('order_flow', 'pi_sell'), field(flow, 'pi_sell'), ZERO);
  if (sellProbability?.gt(1))
    problems.add('E_VALUE', at('order_flow', 'pi_sell'), `must lie between 0 and 1, but is ${sellProbability}`);
  const maxArrivals = field(flow, 'N_max');
  if (asCount(maxArrivals) === 0) problems.add('E_VALUE', at('order_flow', 'N_max'), 'must be at least 1, or all');
  const horizon = asCount(field(policy, 'horizon_H')) ?? 3;
  if (horizon < 1) problems.add('E_VALUE', at('trader_policy', 'horizon_H'), 'must be at least 1, but is 0');
  const buffer = field(policy, 'buffer_B');
  const ticketSize = field(value, 'ticket_size');
  const ticketization = asOneOf(field(value, 'ticketization'), ['unit', 'whole']) ?? 'unit';
  const money = asOneOf(field(value, 'money'), ['ledger', 'minted']) ?? 'ledger';
  if (money === 'minted' && ticketization !== 'whole')
    problems.add('E_VALUE', at('money'), 'may be minted only with ticketization whole, but that is unit');
  const noShare = isBalanced ? ZERO : undefined;

  return {
    ticketSize: given?.ticketSize ?? (ticketSize === undefined ? ONE : amounts.positive(at('ticket_size'), ticketSize)),
    ticketization,
    money,
    buckets,
    anchors,
    anchorUpdate: { minSpread: atLeast(problems, at('O_min'), field(value, 'O_min'), ZERO) ?? ZERO },
    anchorUpdates: asFlag(field(value, 'anchor_updates')) ?? true,
    guardMid: atLeast(problems, at('M_min'), field(value, 'M_min'), ZERO) ?? decimal('0.02'),
    clipBidAtZero: asFlag(field(value, 'clip_nonneg_B')) ?? true,
    parCap: asFlag(field(value, 'par_cap')) ?? false,
    vbtFunding: asOneOf(field(value, 'vbt_funding'), ['outside', 'funded']) ?? (isBalanced ? 'funded' : 'outside'),
    block: asOneOf(field(flow, 'block'), ['one', 'shortfall']) ?? (isBalanced ? 'shortfall' : 'one'),
    sellProbability: sellProbability ?? (isBalanced ? '1' : decimal('0.5')),
    maxArrivals: maxArrivals === 'all' ? 'all' : (asCount(maxArrivals) ?? (isBalanced ? 'all' : 3)),
    buying: asFlag(field(policy, 'buying')) ?? !isBalanced,
    horizonDays: horizon,
    cashBuffer: buffer === undefined ? ONE : amounts.notNegative(at('trader_policy', 'buffer_B'), buffer),
    sellHorizonDays: asCount(field(policy, 'sell_horizon')) ?? given?.sellHorizonDays ?? 0,
    countInflows: asFlag(field(value, 'count_inflows')) ?? false,
    singleIssuer: asFlag(field(value, 'single_issuer')) ?? true,
    dealerShare: noShare ?? share('dealer_share', '0.25'),
    vbtShare: noShare ?? share('vbt_share', '0.50'),
    capital: isBalanced ? { mode: 'given', cash: new Map() } : readCapital(problems, amounts, value, buckets),
  };
}

function readCapital(problems: Problems, amounts: Amounts, value: unknown, buckets: readonly Bucket[]): MarketCapital {
  const mode = asOneOf(field(value, 'capital_mode'), ['outside-cash', 'ticket-allocation', 'given']) ?? 'outside-cash';
  const given = field(value, 'capital');
  const path = [...PATH, 'capital'];
  if (mode !== 'given') {
    if (given !== undefined)
      problems.add('E_VALUE', path, `belongs to capital_mode given, but capital_mode is ${mode}`);
    const withCash = asFlag(field(value, 'with_cash')) ?? false;
    return mode === 'outside-cash' ? { mode } : { mode, withCash };
  }
  const makers = marketMakers({ buckets });
  const cash = new Map<AgentId, Decimal>();
  for (const [agent, amount] of entries(given)) {
    if (!makers.some(({ id }) => id === agent))
      problems.add(
        'E_AGENT_UNKNOWN',
        [...path, agent],
        `is no market maker; they are ${makers.map(({ id }) => id).join(', ')}`,
      );
    cash.set(agent, amounts.notNegative([...path, agent], amount));
  }
  return { mode, cash };
}

/** Buckets by shortest remaining days, whatever their order in the file, and each bucket's anchors. */
function readBuckets(
  problems: Problems,
  value: unknown,
  mid: Decimal | undefined,
): { readonly buckets: readonly Bucket[]; readonly anchors: ReadonlyMap<BucketId, AnchorConfig> } {
  if (value === undefined) return { buckets: DEFAULT_BUCKETS, anchors: defaultAnchors(mid) };
  const path = [...PATH, 'buckets'];
  const anchors = new Map<BucketId, AnchorConfig>();
  const buckets = entries(value)
    .map(([id, fields]): Bucket => {
      const place = [...path, id];
      anchors.set(id, readAnchor(problems, place, fields, mid));
      const longest = field(fields, 'tau_max');
      const maxDays = asCount(longest) ?? null;
      return { id, minDays: asCount(field(fields, 'tau_min')) ?? 0, maxDays: maxDays === OPEN_DAYS ? null : maxDays };
    })
    .sort((a, b) => a.minDays - b.minDays);
  checkPartition(problems, path, buckets);
  return { buckets, anchors };
}

function defaultAnchors(mid: Decimal | undefined): ReadonlyMap<BucketId, AnchorConfig> {
  if (mid === undefined) return DEFAULT_ANCHORS;
  return new Map(Array.from(DEFAULT_ANCHORS, ([id, anchor]) => [id, { ...anchor, mid }]));
}

function readAnchor(problems: Problems, path: Path, fields: unknown, mid: Decimal | undefined): AnchorConfig {
  const positive = (name: 'M' | 'O'): Decimal => {
    const value = asDecimal(field(fields, name));
    if (value?.gt(0)) return value;
    problems.add('E_BUCKETS', [...path, name], `must be greater than 0, but is ${shown(field(fields, name))}`);
    return ONE;
  };
  const midSensitivity = atLeast(problems, [...path, 'phi_M'], field(fields, 'phi_M'), ZERO);
  const spreadSensitivity = atLeast(problems, [...path, 'phi_O'], field(fields, 'phi_O'), ZERO);
  return {
    mid: mid ?? positive('M'),
    spread: positive('O'),
    ...(midSensitivity === undefined ? {} : { midSensitivity }),
    ...(spreadSensitivity === undefined ? {} : { spreadSensitivity }),
  };
}

/** Remaining days 1, 2, 3, ... must each belong to exactly one bucket. */
function checkPartition(problems: Problems, path: Path, buckets: readonly Bucket[]): void {
  if (buckets.length === 0) problems.add('E_BUCKETS', path, 'needs at least one bucket');
  let expected: number | null = 1;
  for (const [index, { id, minDays, maxDays }] of buckets.entries()) {
    const place = [...path, id];
    const isLast = index === buckets.length - 1;
    if (expected !== null && minDays !== expected)
      problems.add(
        'E_BUCKETS',
        [...place, 'tau_min'],
        `must be ${expected}, so that every remaining day has one bucket, but is ${minDays}`,
      );
    if (isLast && maxDays !== null)
      problems.add(
        'E_BUCKETS',
        [...place, 'tau_max'],
        `must be null or ${OPEN_DAYS} in the last bucket, but is ${maxDays}`,
      );
    if (!isLast && (maxDays === null || maxDays < minDays))
      problems.add(
        'E_BUCKETS',
        [...place, 'tau_max'],
        `must be at least tau_min ${minDays} and only the last bucket is open, but is ${shown(maxDays)}`,
      );
    expected = maxDays === null ? null : maxDays + 1;
  }
}

function atLeast(problems: Problems, path: Path, value: unknown, least: Decimal): Decimal | undefined {
  const read = asDecimal(value);
  if (read?.lt(least)) problems.add('E_VALUE', path, `must be at least ${least}, but is ${read}`);
  return read;
}
