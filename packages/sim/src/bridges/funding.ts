import { type DealerMarket, targetDebt } from '@bagehot/dealer';
import {
  type AgentId,
  type ContractRegister,
  type Day,
  type Decimal,
  type DecimalInput,
  decimal,
  type EventBase,
  type Ledger,
  ONE,
} from '@bagehot/kernel';
import { quanta, toQuanta } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import { usualMoney } from './agents-of-kinds.js';
import type { Shortfall } from './overnight-options.js';

/** A dealer owes more today than it has, and had to sell what it could. */
export interface ForcedLayoff extends EventBase {
  readonly kind: 'ForcedLayoff';
  readonly dealer: AgentId;
  /** How many tickets it sold; 0 where it had none that trade, or nobody paid. */
  readonly tickets: number;
  /** What they brought. */
  readonly proceeds: Decimal;
  /** What is missing after that. */
  readonly stillShort: Decimal;
}

/** How dealers fund themselves overnight (one-economy specification, section 5). */
export interface DealerFundingOptions {
  /**
   * What a dealer wants to hold per unit of its equity: at least 1, where it asks for nothing, ever.
   *
   * @defaultValue 1
   */
  readonly leverage?: DecimalInput;
  /**
   * Money that is due today does not count when a dealer quotes.
   *
   * @defaultValue false
   */
  readonly reserveDues?: boolean;
}

/** The market on which dealers would borrow, as far as it matters. */
export interface FundingMarket {
  /** Days that its loans run: everything owed has to be due, and renewed, every day. @defaultValue 1 */
  readonly term?: number;
  /** @defaultValue 'B2' */
  readonly at?: 'B2' | 'C';
  /** Dealers use cash. @defaultValue 'reserves' where there are banks, else 'cash' */
  readonly asset?: 'cash' | 'reserves' | undefined;
}

/** The debts of a market's dealers. */
export interface DealerFunding {
  readonly leverage: Decimal;
  /** For the market's configuration, where it is `reserveDealerDues`. */
  readonly reserveDues: boolean;
  /**
   * What each dealer asks for now, in bucket order: all it wants to owe, for what it owes is due today. Tickets it has pledged are not its own and do not count. Of the market for
   * overnight money: `borrowers`.
   */
  borrowers(day: Day): readonly Shortfall[];
  /** Dealers that owe more today than they have, in bucket order. Of the central bank's window: `others`. */
  shortfalls(day: Day): readonly Shortfall[];
}

/**
 * Dealers that borrow overnight against their own capital: each wants to owe so many times its equity at the mids of the day, and asks for all of it anew every day. The
 * functions may be taken out of it.
 *
 * @param market - asked for when first needed: it opens when the run begins
 * @param moneyMarket - where they borrow
 * @throws SimError `INVALID_OPTIONS` for a leverage below 1, and for a market whose loans run longer than a day, that acts after settlement, or that lends reserves
 * @example
 * const funding = dealerFunding(economy, { leverage: 2 }, () => dealers.market);
 * const money = overnightMarket(economy, parts, { borrowers: funding.borrowers });
 * @see one-economy specification, section 5
 */
export function dealerFunding(
  economy: { readonly ledger: Ledger; readonly contracts: ContractRegister },
  options: DealerFundingOptions,
  market: () => DealerMarket,
  moneyMarket: FundingMarket = {},
): DealerFunding {
  const leverage = decimal(options.leverage ?? ONE);
  requireFundable(leverage, moneyMarket);
  const { reserveDues = false } = options;
  const { ledger, contracts } = economy;
  const accounts = quanta(ledger);
  const register = quanta(contracts);
  const { quantum } = ledger;
  const open = (): readonly AgentId[] => {
    const { dealers, closed } = market();
    return [...dealers.values()].filter((dealer) => !closed.includes(dealer));
  };
  return {
    leverage,
    reserveDues,
    borrowers() {
      // Before the run begins no dealer is there, and none is asked for where nothing is wanted.
      if (leverage.eq(ONE)) return [];
      requireCash(moneyMarket.asset ?? usualMoney(accounts));
      return open().flatMap((agent) => {
        const wanted = targetDebt({ equity: market().equity(agent), leverage, quantum });
        return wanted.gt(0) ? [{ agent, need: toQuanta(accounts.grid, wanted) }] : [];
      });
    },
    shortfalls(day) {
      const cash = accounts.column('cash');
      return open().flatMap((agent) => {
        const dealer = accounts.indexOf(agent);
        const need = register.dues(dealer, day) - cash.get(dealer);
        return need > 0n ? [{ agent, need }] : [];
      });
    },
  };
}

function requireFundable(leverage: Decimal, { term = 1, at = 'B2', asset }: FundingMarket): void {
  if (leverage.lt(ONE)) throw refused('leverage', `at least 1, but is ${leverage.toFixed()}`);
  if (leverage.eq(ONE)) return;
  if (term !== 1) throw refused('moneyMarket.term', `1 where dealers fund themselves overnight, but is ${term}`);
  if (at !== 'B2')
    throw refused('moneyMarket.at', 'B2 where dealers fund themselves: their debts are due before the evening');
  if (asset !== undefined) requireCash(asset);
}

/** What is lent where nobody says so is known once the agents are there. */
function requireCash(asset: 'cash' | 'reserves'): void {
  if (asset !== 'cash') throw refused('moneyMarket.asset', `cash where dealers fund themselves, but is ${asset}`);
}

function refused(field: string, allowed: string): SimError<'INVALID_OPTIONS'> {
  return new SimError('INVALID_OPTIONS', { field, reason: `must be ${allowed}` }, `${field} must be ${allowed}`);
}
