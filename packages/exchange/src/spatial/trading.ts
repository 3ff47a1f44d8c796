import type { Rules } from '../rules.js';
import type { Block, Trade } from '../trade.js';
import type { Traders } from '../traders.js';
import type { Barter } from './barter-gate.js';
import { distance } from './distance.js';
import { type GridState, NONE } from './grid-state.js';
import type { HoldingBooks } from './posting.js';

/** Told of what comes of pairs that have met; each is left out where nobody wants to know. */
export interface TradeWitness {
  /** @param contract - what the buyer owes by, if anything */
  traded?(trade: Trade, block: Block, contract: string | undefined): void;
  parted?(low: number, high: number): void;
  attempted?(low: number, high: number, block: Block | null): void;
}

/** What pairs trade with. */
export interface TradeParts {
  readonly state: GridState;
  readonly traders: Traders;
  readonly books: HoldingBooks;
  readonly barter: Barter;
  readonly witness: TradeWitness;
}

/**
 * Every pair close enough trades once, or parts; by the lower id.
 *
 * @see exchange specification, section 11.5
 */
export function trade(parts: TradeParts): void {
  const { state, traders, barter, witness } = parts;
  const { count, partner, x, y } = state;
  const { interactionRadius } = traders.rules.params;
  for (let row = 0; row < count; row++) {
    const other = partner[row] as number;
    if (other <= row) continue;
    const away = distance(x[row] as number, y[row] as number, x[other] as number, y[other] as number);
    if (away > interactionRadius) continue;
    const block = traders.best(row, other, barter.isOpen(row, other));
    witness.attempted?.(row, other, block);
    if (block === null) part(parts, row, other);
    else carryOut(parts, block);
  }
}

/** Goods one way, what pays the other way; what is owed is a contract. */
function carryOut({ traders, books, witness }: TradeParts, block: Block): void {
  const { rules } = traders;
  const { pair, seller, buyer, dX, dY, credit } = block;
  const { x, y } = rules.pairs.rows[pair] as Rules['pairs']['rows'][number];
  const { tradeCredit, creditTerms } = rules;
  traders.apply(block);
  books.pass(x, seller, buyer, dX);
  if (dY > credit) books.pass(y, buyer, seller, dY - credit);
  const isLent = credit > 0 && tradeCredit !== undefined && creditTerms !== undefined;
  if (!isLent && witness.traded === undefined) return;
  const named = traders.trade(block);
  const contract = isLent ? tradeCredit.grant(named, credit, creditTerms.owed(credit)) : undefined;
  witness.traded?.(named, block, contract);
}

function part({ state, traders, witness }: TradeParts, low: number, high: number): void {
  const { tick, cooldowns, partner } = state;
  const { tradeCooldownTicks } = traders.rules.params;
  partner[low] = NONE;
  partner[high] = NONE;
  if (tradeCooldownTicks > 0) {
    cooldowns.set(low, high, tick + tradeCooldownTicks, tick);
    cooldowns.set(high, low, tick + tradeCooldownTicks, tick);
  }
  witness.parted?.(low, high);
}
