import type { CallLoanEnded, CallLoanGranted } from '@bagehot/central-bank';
import type { DealerMarket } from '@bagehot/dealer';
import { type AgentId, type Decimal, max, quotient, sum, ZERO } from '@bagehot/kernel';
import type { ForcedLayoff } from './bridges/funding.js';
import type { SimEvent } from './economy.js';

/** What funding itself overnight came to for one dealer. What it borrowed at a central bank's window is in its debt and its profit, and not told apart. */
export interface DealerFundingFigures {
  readonly dealer: AgentId;
  /** Cash and tickets at their mids less debts, at the end; 0 of a dealer that defaulted, whose creditors have what is left. */
  readonly equity: Decimal;
  /** What it owes at the end, interest included. */
  readonly debt: Decimal;
  /** (equity + debt) / equity at the end, 24 decimals; null where no equity is left. */
  readonly leverage: Decimal | null;
  /** The largest principal it owed lenders over a night. */
  readonly peakDebt: Decimal;
  /** Principal of all that lenders gave it, renewals included. */
  readonly borrowed: Decimal;
  /** What lenders got from it beyond principal. */
  readonly interestPaid: Decimal;
  /** Tickets it was forced to sell, and what they brought. */
  readonly layoffs: number;
  readonly layoffProceeds: Decimal;
  /** Equity at the end less at the start, less what was injected: net of interest. */
  readonly profit: Decimal;
  readonly defaulted: boolean;
}

/** What funding themselves came to for a run's dealers. */
export interface FundingFigures {
  /** In bucket order. */
  readonly dealers: readonly DealerFundingFigures[];
  readonly interestPaid: Decimal;
  readonly layoffs: number;
  readonly layoffProceeds: Decimal;
  readonly profit: Decimal;
  /** Dealers that defaulted; they are not among the defaults of people. */
  readonly defaults: number;
}

/** What events tell of a dealer's debts. */
interface Account {
  peakDebt: Decimal;
  borrowed: Decimal;
  interestPaid: Decimal;
  layoffs: number;
  layoffProceeds: Decimal;
}

/** Follows the debts of a market's dealers while events pass by. */
export class FundingFold {
  readonly #accounts: ReadonlyMap<AgentId, Account>;

  constructor(market: DealerMarket) {
    this.#accounts = new Map([...market.dealers.values()].map((dealer) => [dealer, newAccount()]));
  }

  emit(event: SimEvent): void {
    switch (event.kind) {
      case 'CallLoanGranted':
        this.#granted(event);
        return;
      case 'CallLoanRepaid':
      case 'CallLoanDefaulted':
        this.#ended(event);
        return;
      case 'ForcedLayoff':
        this.#laidOff(event);
        return;
      default:
    }
  }

  /** @param profitOf - equity and profit of a dealer as the run has them */
  result(
    market: DealerMarket,
    profitOf: (dealer: AgentId) => { readonly equity: Decimal; readonly debt: Decimal; readonly profit: Decimal },
  ): FundingFigures {
    const dealers = Array.from(this.#accounts, ([dealer, account]): DealerFundingFigures => {
      const { peakDebt, borrowed, interestPaid, layoffs, layoffProceeds } = account;
      const { equity, debt, profit } = profitOf(dealer);
      return {
        dealer,
        equity,
        debt,
        leverage: equity.gt(0) ? quotient(equity.plus(debt), equity) : null,
        peakDebt,
        borrowed,
        interestPaid,
        layoffs,
        layoffProceeds,
        profit,
        defaulted: market.closed.includes(dealer),
      };
    });
    return {
      dealers,
      interestPaid: sum(dealers.map(({ interestPaid }) => interestPaid)),
      layoffs: dealers.reduce((total, { layoffs }) => total + layoffs, 0),
      layoffProceeds: sum(dealers.map(({ layoffProceeds }) => layoffProceeds)),
      profit: sum(dealers.map(({ profit }) => profit)),
      defaults: dealers.filter(({ defaulted }) => defaulted).length,
    };
  }

  /** All that a dealer owed before was due today: the one loan it asks for a day is its debt of the night. */
  #granted({ borrowerId, principal }: CallLoanGranted): void {
    const account = this.#accounts.get(borrowerId);
    if (account === undefined) return;
    account.peakDebt = max(account.peakDebt, principal);
    account.borrowed = account.borrowed.plus(principal);
  }

  /** What a lender receives is principal first. */
  #ended({ kind, borrowerId, interest, legs }: CallLoanEnded): void {
    const account = this.#accounts.get(borrowerId);
    if (account === undefined) return;
    const received = legs.map((leg) => max(ZERO, leg.received.minus(leg.amount)));
    account.interestPaid = account.interestPaid.plus(kind === 'CallLoanRepaid' ? interest : sum(received));
  }

  #laidOff({ dealer, tickets, proceeds }: ForcedLayoff): void {
    const account = this.#accounts.get(dealer);
    if (account === undefined) return;
    account.layoffs += tickets;
    account.layoffProceeds = account.layoffProceeds.plus(proceeds);
  }
}

function newAccount(): Account {
  return {
    peakDebt: ZERO,
    borrowed: ZERO,
    interestPaid: ZERO,
    layoffs: 0,
    layoffProceeds: ZERO,
  };
}
