/** Claims of one holder on one issuer. */
export interface Edge {
  readonly issuer: string;
  readonly holder: string;
  readonly tickets: number;
}

/** One issuer and its holders, as the vectors write it. */
export interface RecordedSplit {
  readonly id: string;
  readonly scale: number;
  readonly S: string;
  readonly issuer_cash: string;
  readonly holders: readonly { readonly id: string; readonly tickets: number }[];
  readonly total_due: string;
  readonly total_paid: string;
  readonly recovery_rate: string;
  readonly default: boolean;
  readonly issuer_cash_after: string;
  readonly payouts: readonly { readonly id: string; readonly amount: string }[];
}

/** Issuers who pay each other, as the vectors write it, with what each mode of settlement comes to. */
export interface RecordedChain {
  readonly id: string;
  readonly order: readonly string[];
  readonly cash: Readonly<Record<string, string>>;
  readonly edges: readonly Edge[];
  readonly expected: Readonly<
    Record<
      'sequential' | 'simultaneous',
      {
        readonly cash: Readonly<Record<string, string>>;
        readonly defaulted: readonly string[];
        readonly loss_rate_short: string;
        readonly events: readonly Readonly<Record<string, unknown>>[];
      }
    >
  >;
}

/** The claims of a split. */
export function edgesOf({ holders }: RecordedSplit): readonly Edge[] {
  return holders.map(({ id, tickets }) => ({ issuer: 'issuer', holder: id, tickets }));
}

/** The traders of a split: the issuer, then those of its holders that are no market makers. */
export function tradersOf({ issuer_cash, holders }: RecordedSplit): readonly { id: string; cash: string }[] {
  const others = holders.filter(({ id }) => !/^[DV]:/.test(id));
  return [{ id: 'issuer', cash: issuer_cash }, ...others.map(({ id }) => ({ id, cash: '0' }))];
}

/** Tickets T0, T1, ... of edges in order, all due on day 1. */
export function ticketsOf(
  edges: readonly Edge[],
): readonly { id: string; issuer: string; owner: string; maturityDay: number; serial: number }[] {
  return edges
    .flatMap((edge) => Array.from({ length: edge.tickets }, () => edge))
    .map(({ issuer, holder }, serial) => ({ id: `T${serial}`, issuer, owner: holder, maturityDay: 1, serial }));
}
