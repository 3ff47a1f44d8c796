/** Customer's side of an order. */
export type OracleSide = 'BUY' | 'SELL';

/** Mid M, spread O, and the sensitivities of both to the bucket's loss rate. */
export type OracleAnchors = readonly [mid: string, spread: string, midSensitivity: string, spreadSensitivity: string];

/** Name, smallest and largest remaining days; the last bucket has no largest. */
export type OracleBucketRow = readonly [name: string, daysMin: number, daysMax: number | null];

/**
 * The rules of one run, under the keys of the recorded replays; what is left out has the default of the dealer specification, section 16.
 *
 * Amounts are decimal texts. `anchors`, `Mmin` and `Omin` are money per ticket, or per unit of face when `anchorUnit` is `face`.
 */
export interface OracleConfig {
  /** Face of one ticket. Default 1. */
  readonly S?: string;
  /** Decimals of the money grid. Default 12. */
  readonly moneyDecimals?: number;
  /** Shortest first. Default short 1-3, mid 4-8, long from 9. */
  readonly buckets?: readonly OracleBucketRow[];
  /** One entry per bucket. */
  readonly anchors: Readonly<Record<string, OracleAnchors>>;
  /** Default `ticket`. */
  readonly anchorUnit?: 'ticket' | 'face';
  /** Guard level. Default 0.02. */
  readonly Mmin?: string;
  /** Is a negative outside bid (and a falling mid) clipped at 0? Default true. */
  readonly clip?: boolean;
  /** Least spread. Default 0. */
  readonly Omin?: string;
  /** Are quotes capped at the face of a ticket? Default false. */
  readonly parCap?: boolean;
  /** Most arrivals of a day; `all` is the number of agents in the two sets when the flow begins. Default 3. */
  readonly Nmax?: number | 'all';
  /** A buyer's next own maturity is at least this many days away. Default 3. */
  readonly H?: number;
  /** A buyer's cash is above this. Default 1. */
  readonly bufferB?: string;
  /** Must a purchase leave the buyer its own dues? Default true. */
  readonly reserveDue?: boolean;
  /** ... of today and this many days more. Default 0. */
  readonly reserveHorizon?: number;
  /** A seller's shortfall counts its dues of today and this many days more. Default 0. */
  readonly sellHorizon?: number;
  /** Default `one` ticket per arrival; with `shortfall` a seller goes on until its shortfall is covered. */
  readonly block?: 'one' | 'shortfall';
  /** Default `single`. */
  readonly issuerConstraint?: 'single' | 'none';
  /** How a buyer without tickets finds its issuer. Default `earliest`, by maturity and serial. */
  readonly issuerDraw?: 'earliest' | 'proportional';
  /** Are buckets that would pass a purchase through left out? Default false. */
  readonly skipPinned?: boolean;
  /** May tickets be traded on their maturity day? Default true. */
  readonly tradeMaturing?: boolean;
  /** What a dealer does that cannot pay for a ticket that migrates to it. Default `layoff`. */
  readonly overdraft?: 'layoff' | 'allow';
  /** What a VBT short of cash does: it owes (`overdraw`, the default), is given it from outside, or cannot pay (`funded`). */
  readonly vbtFunding?: 'overdraw' | 'outside' | 'funded';
  /** Default `sequential`. */
  readonly settlement?: 'sequential' | 'simultaneous';
  /** Default true. */
  readonly anchorUpdates?: boolean;
  /** Which tickets make up a bucket's loss rate. Default `maturing-label`. */
  readonly lossAttribution?: 'maturing-label' | 'origin-bucket' | 'system';
  /** May a sale be made at a price of 0 or less? Default false. */
  readonly acceptNonPositive?: boolean;
  /** Probability that a SELL is drawn, with at most 9 decimals. Default 0.5. */
  readonly piSell?: string;
  /** Does the run end after the day of its first default? Default false. */
  readonly stopOnDefault?: boolean;
  /** Ids of dealers are this and the bucket's name. Default `D:`. */
  readonly dealerPrefix?: string;
  /** Ids of VBTs are this and the bucket's name. Default `V:`. */
  readonly vbtPrefix?: string;
}

/** How dealers and VBTs come by their first tickets when the scenario's owners are the original creditors. */
export interface OracleAllocation {
  /** Default `random`. */
  readonly allocation?: 'random' | 'proportional' | 'sequential';
  /** Do the makers pay the mid for what they get (`sale`, the default), or nothing? */
  readonly booking?: 'sale' | 'endowment';
  /** Share of a bucket's tickets, rounded down. Default 0.25. */
  readonly dealerShare?: string;
  /** Share of a bucket's tickets, rounded down. Default 0.50. */
  readonly vbtShare?: string;
}

/** One arrival of a scripted flow, or one order of a direct one. */
export interface OracleStep {
  /** The side drawn; the other one is used when its set is empty. */
  readonly drawn?: OracleSide;
  /** The side that must result (scripted); the side of the order (direct). */
  readonly side?: OracleSide;
  readonly agent: string;
  /** The ticket that must be traded, `null` for none (scripted); the ticket of the order (direct). */
  readonly ticket?: string | null;
  /** The refusal that must result, `null` for none. */
  readonly reason?: string | null;
}

/**
 * A whole stand-alone run as plain JSON, in the form of the recorded replays.
 *
 * The order flow is `script` when there is one, else random from `seed`.
 */
export interface OracleScenario {
  readonly config: OracleConfig;
  /** Days to run. */
  readonly days: number;
  /** In registration order. */
  readonly traders: readonly { readonly id: string; readonly cash: string }[];
  /** Tickets with their owners of day 0; ids and serials are unique. */
  readonly tickets: readonly {
    readonly id: string;
    readonly issuer: string;
    readonly owner: string;
    readonly maturity_day: number;
    readonly serial: number;
  }[];
  /** Opening cash by bucket; left out, the worth of the opening tickets at the mid. */
  readonly dealers?: Readonly<Record<string, { readonly cash: string }>>;
  /** Opening cash by bucket; left out, the worth of the opening tickets at the mid. */
  readonly vbts?: Readonly<Record<string, { readonly cash: string }>>;
  /** Without it the owners are taken as given. */
  readonly allocation?: OracleAllocation;
  /** `direct` executes the orders as written, without eligibility or refusals. Default `eligibility`. */
  readonly mode?: 'eligibility' | 'direct';
  /** Arrivals by day. */
  readonly script?: Readonly<Record<string, readonly OracleStep[]>>;
  /** Default 42. */
  readonly seed?: number;
}
