import { type Desk, quoteOf, shelf, type World } from './world.js';

/** A trader at the end of a run. */
export interface OracleTraderState {
  readonly id: string;
  readonly cash: string;
  readonly defaulted: boolean;
  readonly tickets: readonly string[];
  /** The issuer it is bound to; `null` when there is none or the rule is off. */
  readonly asset_issuer: string | null;
}

/** A dealer at the end of a run, with its closing kernel. */
export interface OracleDealerState {
  readonly bucket: string;
  readonly id: string;
  readonly cash: string;
  readonly tickets: readonly string[];
  readonly other_tickets: readonly string[];
  readonly V: string;
  readonly K: number;
  readonly X: string;
  readonly lam: string;
  readonly I: string;
  readonly mid: string;
  readonly bid: string;
  readonly ask: string;
  readonly pinned_bid: boolean;
  readonly pinned_ask: boolean;
  readonly guard: boolean;
}

/** A VBT at the end of a run. */
export interface OracleVbtState {
  readonly bucket: string;
  readonly id: string;
  readonly cash: string;
  readonly tickets: readonly string[];
  readonly M: string;
  readonly O: string;
  readonly A: string;
  readonly B: string;
}

/** Everybody at the end of a run, in the form of the recorded replays but with lists in canonical order. */
export interface OracleState {
  readonly traders: readonly OracleTraderState[];
  readonly dealers: readonly OracleDealerState[];
  readonly vbts: readonly OracleVbtState[];
}

function dealerState(world: World, desk: Desk): OracleDealerState {
  const quote = quoteOf(world, desk);
  const { id, cash } = desk.dealer;
  const others = world.tickets.filter((ticket) => ticket.owner === id && ticket.label !== desk.bucket);
  return {
    ...{ bucket: desk.bucket, id, cash: cash.toString() },
    tickets: shelf(world, id, desk.bucket).map((ticket) => ticket.id),
    other_tickets: others.map((ticket) => ticket.id),
    ...{ V: quote.V.toString(), K: Number(quote.K), X: quote.X.toString(), lam: quote.lambda.toString() },
    ...{ I: quote.I.toString(), mid: quote.midline.toString(), bid: quote.bid.toString(), ask: quote.ask.toString() },
    ...{ pinned_bid: quote.pinBid, pinned_ask: quote.pinAsk, guard: quote.guard },
  };
}

function vbtState(world: World, desk: Desk): OracleVbtState {
  const { A, B } = quoteOf(world, desk);
  const { id, cash } = desk.vbt;
  const tickets = world.tickets.filter((ticket) => ticket.owner === id).map((ticket) => ticket.id);
  const { mid, spread } = desk;
  return {
    ...{ bucket: desk.bucket, id, cash: cash.toString(), tickets },
    ...{ M: mid.toString(), O: spread.toString(), A: A.toString(), B: B.toString() },
  };
}

/** The state as plain data. */
export function stateOf(world: World): OracleState {
  const traders = world.traders.map(({ id, cash, defaulted }) => {
    const held = world.tickets.filter((ticket) => ticket.owner === id);
    return {
      ...{ id, cash: cash.toString(), defaulted, tickets: held.map((ticket) => ticket.id) },
      asset_issuer: world.settings.singleIssuer ? (held[0]?.issuer ?? null) : null,
    };
  });
  return {
    traders,
    dealers: world.desks.map((desk) => dealerState(world, desk)),
    vbts: world.desks.map((desk) => vbtState(world, desk)),
  };
}
