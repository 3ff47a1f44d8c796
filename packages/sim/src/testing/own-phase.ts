import { type AgentId, type Decimal, ZERO } from '@bagehot/kernel';
import type { RingSystem, TradingPhase } from '@bagehot/ring';

/** What somebody may do to an economy from outside: phases that move money, debts and claims in ways of their own, and one that does nothing. */
export type OwnPhaseKind = 'lender' | 'tax' | 'levy' | 'relief' | 'gifts' | 'nothing';

/** Every kind there is. */
export const OWN_PHASES: readonly OwnPhaseKind[] = ['nothing', 'tax', 'levy', 'lender', 'relief', 'gifts'];

/** Reasons for which these phases let money come from its issuer or go back to it. */
export const OWN_MONEY_REASONS: readonly string[] = ['levy'];

const LENDER: AgentId = 'lender';
const STATE: AgentId = 'state';

/** A phase of this kind; the name tells several of them apart. */
export function ownPhase(kind: OwnPhaseKind, name: string, at: 'B2' | 'C' = 'B2'): TradingPhase {
  return { name, at, ...PHASES[kind] };
}

const PHASES: Readonly<Record<OwnPhaseKind, Omit<TradingPhase, 'name' | 'at'>>> = {
  nothing: { trade: () => undefined },
  /** A tenth of everybody's money goes to the state, which shares out what it got the day before. */
  tax: {
    init: ({ ledger }) => ledger.open(STATE),
    trade({ ledger, alive }, day) {
      const people = alive();
      const each = floor(ledger.cash(STATE).times('0.05'), ledger.quantum);
      for (const to of people)
        if (each.gt(0) && ledger.cash(STATE).gte(each))
          ledger.transfer({ day, kind: 'benefit', asset: 'cash', from: STATE, to, amount: each });
      for (const from of people) {
        const amount = floor(ledger.cash(from).times('0.1'), ledger.quantum);
        if (amount.gt(0)) ledger.transfer({ day, kind: 'tax', asset: 'cash', from, to: STATE, amount });
      }
    },
  },
  /** One per cent of everybody's money goes back to its issuer. */
  levy: {
    trade({ ledger, alive }, day) {
      for (const from of alive()) {
        const amount = floor(ledger.cash(from).times('0.01'), ledger.quantum);
        if (amount.gt(0)) ledger.transfer({ day, kind: 'levy', asset: 'cash', from, to: 'CB', amount });
      }
    },
  },
  /** Lends whoever is short what it lacks, until the day after tomorrow, at ten per cent. */
  lender: {
    init: ({ ledger }) => ledger.open(LENDER, { mayOverdraw: true }),
    trade({ ledger, contracts, alive, dues, money }, day) {
      for (const to of alive()) {
        const gap = dues(to, day).minus(money(to));
        if (!gap.gt(0)) continue;
        const amount = floor(gap.times('1.1'), ledger.quantum);
        ledger.transaction(() => {
          ledger.transfer({ day, kind: 'loan', asset: 'cash', from: LENDER, to, amount: gap });
          contracts.issue({ kind: 'loan', debtor: to, creditor: LENDER, amount, dueDay: day + 2 });
        });
      }
    },
  },
  /** A third of each debt due tomorrow is forgiven. */
  relief: {
    trade({ ledger, contracts, alive }, day) {
      for (const agent of alive())
        for (const { id, amount, dueDay, kind } of contracts.owedBy(agent)) {
          const forgiven = floor(amount.times('0.3333333'), ledger.quantum);
          if (kind === 'payable' && dueDay === day + 1 && forgiven.gt(0)) contracts.reduce(id, forgiven);
        }
    },
  },
  /** Everybody gives a part of its first claim that is not due yet to somebody else: odd faces, sometimes to the debtor. */
  gifts: {
    trade({ ledger, contracts, alive }, day) {
      const people = alive();
      for (const [k, from] of people.entries()) {
        const to = people[(k + 1 + (day % people.length)) % people.length] as AgentId;
        const claim = contracts.heldBy(from).find(({ dueDay, kind }) => kind === 'payable' && dueDay > day);
        const held = claim?.claims.find(({ holder }) => holder === from)?.face ?? ZERO;
        const face = floor(held.times('0.37'), ledger.quantum);
        if (claim !== undefined && to !== from && face.gt(0)) contracts.transfer(claim.id, { from, to, face });
      }
    },
  },
};

function floor(amount: Decimal, quantum: RingSystem['ledger']['quantum']): Decimal {
  return amount.div(quantum).round(0, 0).times(quantum);
}

/** A phase that somebody has put among those of the day: before the market at this place of the day, or in the evening. */
export interface PlacedPhase {
  readonly kind: OwnPhaseKind;
  /** Before so many-th of the phases there are; beyond them all, in the evening. */
  readonly place: number;
}

/** The phases of a day with others put among them. */
export function withOwnPhases<Phase extends TradingPhase>(
  phases: readonly Phase[],
  placed: readonly PlacedPhase[],
): readonly (Phase | TradingPhase)[] {
  const day: (Phase | TradingPhase)[] = [];
  for (let place = 0; place <= phases.length + 1; place++) {
    for (const [k, { kind, place: wanted }] of placed.entries())
      if (Math.min(wanted, phases.length + 1) === place)
        day.push(ownPhase(kind, `${kind} ${k + 1}`, place > phases.length ? 'C' : 'B2'));
    const phase = phases[place];
    if (phase !== undefined) day.push(phase);
  }
  return day;
}

/** For the reader of a failure: where they stand. */
export function placesOf(placed: readonly PlacedPhase[]): readonly string[] {
  return placed.map(({ kind, place }, k) => `${kind} ${k + 1} at place ${place}`);
}
