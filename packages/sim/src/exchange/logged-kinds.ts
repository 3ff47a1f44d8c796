type Two = readonly [number, number];

/** The first record of a log. */
export interface LoggedOpening {
  readonly kind: 'ExchangeOpened';
  readonly day: number;
  readonly goods: readonly string[];
  readonly agents: number;
  readonly regime: string;
  readonly level: 'minimal' | 'standard' | 'debug';
}

/** Records that a replay reads, by kind: the fields it needs, but for kind and day. */
export interface LoggedKinds {
  readonly TickState: { readonly mode: string; readonly regime: string; readonly active_pairs: readonly string[] };
  readonly ModeChanged: { readonly from: string; readonly to: string };
  readonly Paired: { readonly agents: Two };
  readonly Unpaired: { readonly agents: Two };
  readonly IntegrityRepaired: { readonly agent: number };
  readonly Harvested: { readonly agent: number; readonly cell: Two; readonly good: string; readonly amount: number };
  readonly Regrown: { readonly cell: Two; readonly good: string; readonly amount: number; readonly left: number };
  readonly LambdaUpdated: { readonly agent: number; readonly old: number; readonly new: number };
  readonly ExchangeTrade: {
    readonly seller_lambda: number;
    readonly buyer_lambda: number;
    readonly trade: {
      readonly pair_type: string;
      readonly seller_id: number;
      readonly buyer_id: number;
      readonly dX: number;
      readonly dY: number;
      readonly price: number;
      readonly seller_gain: number;
      readonly buyer_gain: number;
      readonly total_surplus: number;
      readonly credit?: number | undefined;
    };
  };
  readonly AgentSnapshot: {
    readonly agent: number;
    readonly cell: Two;
    readonly holdings: readonly number[];
    readonly lambda: number;
    readonly partner: number | null;
  };
  readonly ResourceSnapshot: {
    readonly cells: readonly { readonly cell: Two; readonly good: string; readonly amount: number }[];
  };
}

/** A record of one kind, as far as a replay reads it. */
export type LoggedOf<Kind extends keyof LoggedKinds> = LoggedKinds[Kind] & {
  readonly kind: Kind;
  readonly day: number;
};

/** A record that a replay reads. */
export type LoggedRecord = { readonly [Kind in keyof LoggedKinds]: LoggedOf<Kind> }[keyof LoggedKinds];

/** What every record has. */
export interface LoggedHead {
  readonly kind: string;
  readonly day: number;
  readonly seq: number;
}

/** A record of which a replay reads only when it was told. */
export interface OtherRecord {
  readonly kind: 'other';
  readonly day: number;
}
