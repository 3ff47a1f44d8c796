import { type Decimal, decimal, type Ledger } from '@bagehot/kernel';
import { brokenLaw, lawText, mustNotThrow } from '@bagehot/kernel/testing';
import { type Arbitrary, array, assert, constantFrom, integer, property, record } from 'fast-check';
import { BOND } from '../bonds.js';
import { createCentralBank } from '../central-bank/central-bank.js';
import { TreasuryOperationError } from '../errors.js';
import { CENTRAL_BANK, TREASURY } from '../money.js';
import type { CentralBankService } from '../protocols/central-bank.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import type { TreasurySaleResponse, TreasuryService } from '../protocols/treasury.js';
import { reserveAccounts } from '../reserve-accounts.js';

/** How the laws of a treasury are tried. */
export interface TreasuryLawOptions {
  /** Agents with reserves, beside the treasury. @defaultValue ['F1', 'F2', 'F3'] */
  readonly agents?: readonly string[];
  /** What each of them, and the treasury once it is made, has to begin with. @defaultValue 500 */
  readonly reserves?: number;
  /** Courses of operations drawn. @defaultValue 50 */
  readonly numRuns?: number;
}

/** An operation: more than 0 bonds to buy, less than 0 to sell. */
interface Operation {
  readonly quantity: number;
  readonly price: string;
}

const operations: Arbitrary<readonly Operation[]> = array(
  record({
    quantity: integer({ min: -60, max: 120 }),
    price: constantFrom('1', '0.97', '1.03', '0.00500001', '12.3456789', '100'),
  }),
  { maxLength: 8 },
);

/**
 * The laws of a treasury, held by operations of a central bank with it. It answers, and throws nothing; a refusal changes nothing; an operation that succeeds moves exactly
 * its bonds and its money, to agents that there are and from agents that can pay; one that fails afterwards leaves nothing behind, on the ledger or in the treasury; and the
 * same operations have the same course.
 *
 * @param create - makes a new treasury on a new ledger
 * @throws Error telling the law, and the smallest course of operations found that breaks it
 * @see central bank specification, section 5
 * @example
 * checkTreasury((ports) => createTreasury({ inventory: 100, faceValue: 1 }, ports));
 */
export function checkTreasury(
  create: (ports: MoneyMarketPorts) => TreasuryService,
  options: TreasuryLawOptions = {},
): void {
  const { agents = ['F1', 'F2', 'F3'], reserves = 500, numRuns = 50 } = options;
  const open = (): Stage => stageOf(create, agents, reserves);
  assert(
    property(operations, (course) => {
      const straight = played(open(), course, false);
      const same = (law: string, again: readonly string[]): void => {
        const at = straight.findIndex((line, i) => line !== again[i]);
        if (at >= 0) throw brokenLaw(law, straight[at], again[at]);
      };
      same('the same operations have the same course', played(open(), course, false));
      same('an operation that fails leaves nothing behind', played(open(), course, true));
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/** A central bank, a treasury that is watched, and what it said last. */
interface Stage {
  readonly ledger: Ledger;
  readonly bank: CentralBankService;
  readonly treasury: TreasuryService;
  price: string;
  refused: boolean;
  /** A law that was broken while the central bank was at work, which takes every error of a treasury for a failure. */
  broken: Error | undefined;
}

function stageOf(
  create: (ports: MoneyMarketPorts) => TreasuryService,
  agents: readonly string[],
  reserves: number,
): Stage {
  const ports = reserveAccounts({ balances: agents.map((agent) => [agent, reserves] as const) });
  const { ledger } = ports;
  const own = create(ports);
  if (!ledger.agents().includes(TREASURY)) ledger.open(TREASURY);
  if (reserves > 0)
    ledger.transfer({
      day: 0,
      kind: 'opening',
      asset: 'reserves',
      from: CENTRAL_BANK,
      to: TREASURY,
      amount: decimal(reserves),
    });
  const stage: Stage = {
    ledger,
    bank: createCentralBank(
      { initialPolicyRate: '0.05', faceValue: 1 },
      { ...ports, pricing: { price: () => stage.price } },
    ),
    treasury: {
      sellBondsToCentralBank: (quantity, price) => answer(() => own.sellBondsToCentralBank(quantity, price)),
      buyBondsFromCentralBank: (quantity, price) => answer(() => own.buyBondsFromCentralBank(quantity, price)),
      ...(own.onSettled === undefined ? {} : { onSettled: (operation) => told(() => own.onSettled?.(operation)) }),
      ...(own.checkpoint === undefined ? {} : { checkpoint: () => own.checkpoint?.() }),
      ...(own.restore === undefined ? {} : { restore: (token) => own.restore?.(token) }),
    },
    price: '1',
    refused: false,
    broken: undefined,
  };
  const told = <Result>(call: () => Result): Result => {
    try {
      return mustNotThrow('a treasury answers', call);
    } catch (error) {
      stage.broken = error as Error;
      throw error;
    }
  };
  const answer = (ask: () => TreasurySaleResponse): TreasurySaleResponse =>
    told(() => {
      const before = stateOf(stage.ledger, own);
      const response = ask();
      const { success, details } = response;
      if (typeof success !== 'boolean' || typeof details !== 'string')
        throw brokenLaw('a treasury says yes or no, and why', response);
      const after = stateOf(stage.ledger, own);
      stage.refused = !success;
      if (!success && before !== after) throw brokenLaw('a refusal changes nothing', before, after);
      return response;
    });
  return stage;
}

/** The ledger, and what a treasury has of a snapshot. */
function stateOf(ledger: Ledger, treasury: TreasuryService): string {
  const stored = treasury as { snapshot?(): unknown };
  return lawText([ledger.snapshot(), stored.snapshot?.()]);
}

const UNDO: Error = new Error('undo');

/** What became of each operation, with the ledger after it. `undone`: each is done once before, and taken back. */
function played(stage: Stage, course: readonly Operation[], undone: boolean): readonly string[] {
  return course.map(({ quantity, price }) => {
    stage.price = price;
    if (undone) {
      const before = lawText(stage.ledger.snapshot());
      try {
        stage.ledger.transaction(() => {
          operate(stage, quantity);
          throw UNDO;
        });
      } catch (error) {
        if (error !== UNDO) throw error;
      }
      const after = lawText(stage.ledger.snapshot());
      if (before !== after) throw brokenLaw('an operation that fails leaves nothing behind', before, after);
    }
    return `${quantity} at ${price}: ${operate(stage, quantity)}; ${lawText(stage.ledger.snapshot())}`;
  });
}

function operate(stage: Stage, quantity: number): string {
  const { bank, treasury, ledger } = stage;
  const held = bondsOf(ledger);
  const wanted = Math.max(quantity, -held);
  const money = ledger.balance(CENTRAL_BANK, 'reserves');
  stage.broken = undefined;
  stage.refused = false;
  let cash: Decimal;
  try {
    cash = bank.conductOpenMarketOperations(treasury, wanted).cashTransferred;
  } catch (error) {
    if (stage.broken !== undefined) throw stage.broken;
    if (!(error instanceof TreasuryOperationError)) throw error;
    // A purchase of what nobody can pay for is a failure of the operation, which takes everything back.
    if (!stage.refused) throw brokenLaw('a success settles exactly', error.message);
    return `refused, ${error.details.code}`;
  }
  const moved = bondsOf(ledger) - held;
  if (moved !== wanted) throw brokenLaw('an operation moves as many bonds as it is about', moved, wanted);
  const paid = money.minus(ledger.balance(CENTRAL_BANK, 'reserves'));
  if (!paid.eq(cash)) throw brokenLaw('an operation moves as much money as it costs', paid, cash);
  return `done for ${cash}`;
}

function bondsOf(ledger: Ledger): number {
  return ledger.assets().includes(BOND) ? Number(ledger.balance(CENTRAL_BANK, BOND)) : 0;
}
