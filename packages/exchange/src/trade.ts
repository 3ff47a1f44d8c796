import type { PairTable, PairType } from './pair-type.js';

/** A deal between two agents. A frozen value: equal when its fields are. */
export interface Trade {
  readonly pairType: PairType;
  /** Gives `dX` of the good sold. */
  readonly sellerId: number;
  /** Gives `dY` of what pays. */
  readonly buyerId: number;
  readonly dX: number;
  readonly dY: number;
  /** `dY / dX` */
  readonly price: number;
  /** In utility. */
  readonly sellerGain: number;
  /** In utility. */
  readonly buyerGain: number;
  /** `buyerGain + sellerGain` */
  readonly totalSurplus: number;
  /** What of `dY` is owed instead of paid, in minor units; left out where all is paid. */
  readonly credit?: number;
}

/** A deal between two rows of columns. */
export interface Block {
  /** Index of the pair type. */
  readonly pair: number;
  /** Row of the seller. */
  readonly seller: number;
  /** Row of the buyer. */
  readonly buyer: number;
  readonly dX: number;
  readonly dY: number;
  readonly sellerGain: number;
  readonly buyerGain: number;
  /** What of `dY` is owed instead of paid; 0 without trade credit. */
  readonly credit: number;
}

/** The named face of a block. */
export function tradeOf(block: Block, pairs: PairTable, ids: ArrayLike<number>): Trade {
  const { dX, dY, sellerGain, buyerGain, credit } = block;
  const trade: Trade = {
    pairType: (pairs.rows[block.pair] as PairTable['rows'][number]).name,
    sellerId: ids[block.seller] as number,
    buyerId: ids[block.buyer] as number,
    dX,
    dY,
    price: dY / dX,
    sellerGain,
    buyerGain,
    totalSurplus: buyerGain + sellerGain,
  };
  return Object.freeze(credit > 0 ? { ...trade, credit } : trade);
}

/** What a trade is called in tables, i being the agent with the lower id: `i_sells_A`, `j_sells_B_for_M`. */
export function tradeDirection({ pairType, sellerId, buyerId }: Trade): string {
  const [good = '', payment = ''] = pairType.split('<->');
  return `${sellerId < buyerId ? 'i' : 'j'}_sells_${good}${payment === 'M' ? '_for_M' : ''}`;
}
