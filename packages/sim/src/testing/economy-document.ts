/** Plain data, as a file holds it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A section of a file. */
export type PlainSection = { readonly [key: string]: Plain };

/** An economy as a file describes it (one-economy specification, section 13). What is left out is not there. */
export interface EconomyDocument {
  readonly version: 1;
  readonly name: string;
  readonly model: 'economy';
  readonly seed: number;
  readonly people: PlainSection & { readonly count: number };
  readonly ring?: PlainSection;
  readonly exchange?: PlainSection;
  readonly financing?: PlainSection;
  readonly goods?: PlainSection;
  readonly purchaseLimit?: PlainSection;
  readonly tradeCredit?: PlainSection;
  readonly dealer?: PlainSection;
  readonly dealerFunding?: PlainSection;
  readonly backstop?: PlainSection;
  readonly moneyMarket?: PlainSection;
  readonly liquidity?: PlainSection;
  readonly facilities?: PlainSection;
  readonly treasury?: PlainSection;
  readonly policy?: PlainSection;
  readonly run: PlainSection;
}

/** Sections that make a market, or change how one goes. */
export type MarketName = Exclude<
  keyof EconomyDocument,
  'version' | 'name' | 'model' | 'seed' | 'people' | 'ring' | 'run'
>;

/** What a section needs beside it. */
const NEEDS: readonly (readonly [MarketName, readonly MarketName[]])[] = [
  ['purchaseLimit', ['exchange']],
  ['dealerFunding', ['dealer', 'moneyMarket']],
  ['backstop', ['dealer']],
  ['liquidity', ['moneyMarket']],
  ['facilities', ['moneyMarket']],
  ['treasury', ['moneyMarket']],
  ['policy', ['moneyMarket', 'treasury']],
];

/** The document without sections that miss what they need, and without those named. */
export function fitting(document: EconomyDocument, left: readonly MarketName[] = []): EconomyDocument {
  const sections: Map<string, unknown> = new Map(Object.entries(document).filter(([, value]) => value !== undefined));
  for (const name of left) sections.delete(name);
  const hasGoods = sections.has('exchange') || sections.has('financing');
  for (const name of hasGoods ? [] : ['goods', 'tradeCredit']) sections.delete(name);
  for (const [name, needed] of NEEDS) if (!needed.every((other) => sections.has(other))) sections.delete(name);
  return Object.fromEntries(sections) as unknown as EconomyDocument;
}

/** The sections of a document that make or change markets. */
export function marketsOf(document: EconomyDocument): readonly MarketName[] {
  const frame = ['version', 'name', 'model', 'seed', 'people', 'ring', 'run'];
  return Object.keys(document).filter((name): name is MarketName => !frame.includes(name));
}
