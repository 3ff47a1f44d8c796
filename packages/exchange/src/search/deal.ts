/**
 * One pair type between one seller and one buyer, as a search sees it: how much there is, and whether both gain. One object serves all searches in turn.
 */
export interface Deal {
  /** Whether the buyer pays with money. */
  readonly money: boolean;
  /** The seller's. */
  readonly ask: number;
  /** The buyer's. */
  readonly bid: number;
  /** Most units of the good sold. */
  readonly top: number;
  /** Most the buyer may pay. */
  readonly spendable: number;
  /** Both gain by more than this. */
  readonly threshold: number;
  /** Set by `accepts` when it says yes, and by whoever settles on a block. */
  dX: number;
  dY: number;
  sellerGain: number;
  buyerGain: number;
  /** Room for the prices a search tries. */
  readonly prices: Float64Array;
  /** Is the block possible, and do both gain enough? Notes block and gains if so. */
  accepts(dX: number, dY: number): boolean;
  /** Utility per minor unit is constant: what the two gain from a purchase is a straight line in what is paid, so far as it is paid at once. */
  readonly straight: boolean;
  /** Minor units in a unit of money. */
  readonly moneyScale: number;
  /** λ of the seller. */
  readonly sellerLambda: number;
  /** λ of the buyer. */
  readonly buyerLambda: number;
  /** What the goods sold are worth to the seller: not above 0 as a rule. Purchases only. */
  sellerGoods(dX: number): number;
  /** What the goods bought are worth to the buyer. Purchases only. */
  buyerGoods(dX: number): number;
}

/** Finds a block in a deal. */
export interface DealSearch {
  readonly name: string;
  /** Leaves the block in the deal; false for none. */
  find(deal: Deal): boolean;
}
