import { type Bucket, DEFAULT_BUCKETS } from '@bagehot/dealer';
import { type Decimal, decimal, ONE } from '@bagehot/kernel';
import type { BigHolderParams } from '@bagehot/ring';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import type { Amounts } from './amounts.js';
import { readMarket } from './dealer-section.js';
import { asDecimal, asFlag, asOneOf, entries, field } from './field.js';
import type { Path, Problems } from './problems.js';

/** How a ring is opened with dealers and value-based traders who hold claims on it (ring specification, section 14). */
export interface BalancedOpening {
  /** Face each bucket's value-based trader holds, as a share of what traders owe one another there. */
  readonly vbtShare: Decimal;
  /** The same for the dealer. */
  readonly dealerShare: Decimal;
  /** rho: what a unit of face is worth to them. They open with so much cash per unit they hold. */
  readonly outsideMidRatio: Decimal;
  /** How traders get the cash that goes with what they owe more: in equal parts, or each its own additional debt. */
  readonly additionalCash: 'equal' | 'proportional';
  /** Whether shares are of the traders' claims on one another or of all claims. */
  readonly shareBase: 'trader' | 'total';
  /** Classes of due days. */
  readonly buckets: readonly Bucket[];
}

/** A `balanced` section and the `dealer` section beside it. */
export interface BalancedParts {
  readonly opening: BalancedOpening;
  /** The market of the active arm; undefined when dealers are passive. */
  readonly market: SecondaryMarketConfig | undefined;
}

const PATH: Path = ['balanced'];
const DEFAULTS = { vbt: decimal('0.25'), dealer: decimal('0.125'), ratio: decimal('0.75'), face: decimal(20) };

/** What `balanced` decides and a `dealer` section beside it may not say again. */
const DECIDED: readonly (readonly [string, string])[] = [
  ['ticket_size', 'balanced.face_value'],
  ['dealer_share', 'balanced.dealer_share_per_bucket'],
  ['vbt_share', 'balanced.vbt_share_per_bucket'],
  ['capital_mode', 'the balanced opening'],
  ['capital', 'the balanced opening'],
  ['with_cash', 'the balanced opening'],
];

/**
 * Reads the `balanced` section with what a `dealer` section beside it adds: buckets and their spreads, order flow, rules of trade.
 *
 * @param maturityDays - D: how far ahead traders see a shortfall, unless the file says otherwise
 */
export function readBalanced(
  problems: Problems,
  amounts: Amounts,
  sections: { readonly balanced: unknown; readonly dealer: unknown },
  maturityDays: number,
): BalancedParts {
  const { balanced, dealer } = sections;
  const opening = readBalancedOpening(problems, PATH, balanced);
  const faceValue = field(balanced, 'face_value');
  refuseDecided(problems, dealer);
  const market = readMarket(problems, amounts, dealer, {
    ticketSize: faceValue === undefined ? DEFAULTS.face : amounts.positive([...PATH, 'face_value'], faceValue),
    mid: opening.outsideMidRatio,
    sellHorizonDays: maturityDays,
  });
  const mode = asOneOf(field(balanced, 'mode'), ['passive', 'active']) ?? 'active';
  return {
    opening: { ...opening, buckets: market.buckets ?? DEFAULT_BUCKETS },
    market: mode === 'active' ? market : undefined,
  };
}

/**
 * Reads what decides the opening, in a `balanced` section or in the note of a compiled one.
 *
 * @param at - where the section stands
 */
export function readBalancedOpening(problems: Problems, at: Path, value: unknown): Omit<BalancedOpening, 'buckets'> {
  const share = (name: string, fallback: Decimal): Decimal => {
    const read = asDecimal(field(value, name)) ?? fallback;
    if (read.lt(0)) problems.add('E_VALUE', [...at, name], `must be at least 0, but is ${read}`);
    return read;
  };
  const ratio = asDecimal(field(value, 'outside_mid_ratio')) ?? DEFAULTS.ratio;
  if (ratio.lte(0) || ratio.gt(1))
    problems.add('E_VALUE', [...at, 'outside_mid_ratio'], `must be greater than 0 and at most 1, but is ${ratio}`);
  const vbtShare = share('vbt_share_per_bucket', DEFAULTS.vbt);
  const dealerShare = share('dealer_share_per_bucket', DEFAULTS.dealer);
  const shareBase = asOneOf(field(value, 'share_base'), ['trader', 'total']) ?? 'trader';
  if (shareBase === 'total' && vbtShare.plus(dealerShare).gte(ONE))
    problems.add(
      'E_VALUE',
      [...at, 'share_base'],
      `must be trader, or the shares must add up to less than 1: ${vbtShare} and ${dealerShare} leave traders nothing`,
    );
  return {
    vbtShare,
    dealerShare,
    outsideMidRatio: ratio,
    additionalCash: asOneOf(field(value, 'additional_cash'), ['equal', 'proportional']) ?? 'equal',
    shareBase,
  };
}

/** Whether debts that were paid are made anew, which holds in both arms. */
export function balancedRollover(value: unknown): boolean | undefined {
  return value === undefined ? undefined : (asFlag(field(value, 'rollover')) ?? true);
}

function refuseDecided(problems: Problems, dealer: unknown): void {
  if (asFlag(field(dealer, 'enabled')) === false)
    problems.add('E_VALUE', ['dealer', 'enabled'], 'must not be false beside balanced: balanced.mode passive says so');
  for (const [name, by] of DECIDED)
    if (field(dealer, name) !== undefined)
      problems.add('E_VALUE', ['dealer', name], `must be left out beside balanced: ${by} decides it`);
  for (const [id, fields] of entries(field(dealer, 'buckets')))
    if (field(fields, 'M') !== undefined)
      problems.add(
        'E_BUCKETS',
        ['dealer', 'buckets', id, 'M'],
        'must be left out beside balanced: balanced.outside_mid_ratio decides it',
      );
}

/** The opening claims and money of dealers and value-based traders, as `addBigHolders` wants them. */
export function holdersOf(opening: BalancedOpening, scale: number): BigHolderParams {
  const { buckets, vbtShare, dealerShare, outsideMidRatio, additionalCash, shareBase } = opening;
  return {
    buckets: buckets.map(({ id, maxDays }) => ({
      lastDueDay: maxDays,
      holders: [
        { agent: `vbt_${id}`, share: vbtShare },
        { agent: `dealer_${id}`, share: dealerShare },
      ],
    })),
    shareBase,
    additionalCash,
    cashPerFace: outsideMidRatio,
    scale,
  };
}
