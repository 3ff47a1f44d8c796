import { type ContractRegister, createContracts, createEventLog, createLedger, type Ledger } from '@bagehot/kernel';
import { brokenLaw, lawText, mustNotThrow } from '@bagehot/kernel/testing';
import { type Arbitrary, assert, property } from 'fast-check';
import type { PurchaseLimit } from '../purchase-limit.js';
import type { ExchangeEvent } from '../spatial/events.js';
import { createExchange } from '../spatial/exchange.js';
import type { ExchangeConfig } from '../spatial/exchange-config.js';
import type { TradeCredit } from '../trade-credit.js';
import { exchanges } from './random-exchange.js';

/** Where credit is given: money of 12 decimals, people by their id as text. */
export interface CreditWorld {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
}

/** How the laws of trade credit are tried. */
export interface CreditLawOptions {
  /** @defaultValue 40 minor units beyond one's money */
  readonly purchaseLimit?: PurchaseLimit;
  /** The exchanges in which it is given. @defaultValue small ones of `exchanges()`, in which goods are traded for money */
  readonly exchanges?: Arbitrary<ExchangeConfig>;
  /** Exchanges drawn. @defaultValue 40 */
  readonly numRuns?: number;
}

const TICKS = 12;

/** Everybody may owe as much again at each purchase, so that there is credit to be looked at. */
const ON_CREDIT: PurchaseLimit = { limit: ({ inventory }) => (inventory['M'] ?? 0) + 40 };

/**
 * The laws of trade credit, held in exchanges at random: its terms can be met; every credit becomes a contract with a name of its own; a grant writes the claim
 * and moves neither goods nor money, which the exchange does; and the same exchange has the same course.
 *
 * @param create - makes new credit in a world
 * @throws Error telling the law, and the smallest exchange found that breaks it
 * @see one-economy specification, section 8
 */
export function checkTradeCredit(create: (world: CreditWorld) => TradeCredit, options: CreditLawOptions = {}): void {
  const { purchaseLimit = ON_CREDIT, numRuns = 40 } = options;
  const drawn = options.exchanges ?? exchanges({ mostAgents: 6, mostSide: 4, rules: { regime: 'money_only' } });
  assert(
    property(drawn, (config) => {
      const [first, again] = [courseOf(config, create, purchaseLimit), courseOf(config, create, purchaseLimit)];
      if (first !== again) throw brokenLaw('the same exchange has the same course', first, again);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/** What happens in an exchange, as text. */
function courseOf(
  config: ExchangeConfig,
  create: (world: CreditWorld) => TradeCredit,
  purchaseLimit: PurchaseLimit,
): string {
  const ledger = createLedger();
  const contracts = createContracts(ledger);
  const credit = create({ ledger, contracts });
  const { markup, sellerDiscount, minAmount, quantum } = credit;
  const names = new Set<string>();
  const watched: TradeCredit = {
    markup,
    ...(sellerDiscount === undefined ? {} : { sellerDiscount }),
    ...(minAmount === undefined ? {} : { minAmount }),
    ...(quantum === undefined ? {} : { quantum }),
    grant(trade, amount, face) {
      const before = lawText(ledger.snapshot().balances);
      const name = mustNotThrow('a credit becomes a contract', () => credit.grant(trade, amount, face));
      if (typeof name !== 'string' || name === '' || names.has(name))
        throw brokenLaw('a contract has a name of its own', name, [...names]);
      names.add(name);
      const after = lawText(ledger.snapshot().balances);
      if (after !== before) throw brokenLaw('a grant moves neither goods nor money', before, after);
      return name;
    },
  };
  const events = createEventLog<ExchangeEvent>();
  const rules = { ...config.rules, purchaseLimit, tradeCredit: watched };
  const exchange = mustNotThrow('its terms can be met', () => createExchange({ ...config, rules }, { ledger, events }));
  for (let tick = 0; tick < TICKS; tick++) exchange.runTick();
  return lawText([events.of('ExchangeTrade'), contracts.snapshot()]);
}
