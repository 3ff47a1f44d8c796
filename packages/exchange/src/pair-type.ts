import { type Good, MONEY } from './goods.js';
import { type Problems, refusal } from './problems.js';

/** `X<->Y`: X is sold, Y pays. `A<->B` is barter, `A<->M` a purchase. */
export type PairType = `${Good}<->${Good}`;

/** A pair type of one's own, or another priority for one that follows from the goods. */
export interface PairTypeDefinition {
  /** `good<->payment` */
  readonly name: PairType;
  /** What is sold. */
  readonly good: Good;
  /** What pays: another good, or `M`. */
  readonly payment: Good;
  /** Lower comes first among equal surpluses. @defaultValue after all others */
  readonly priority?: number;
}

/** One pair type among the goods of a market. */
export interface PairRow {
  /** Position in the table, and of its column of quotes. */
  readonly index: number;
  readonly name: PairType;
  /** Index of the good sold. */
  readonly x: number;
  /** Index of what pays; for money the number of goods, where holdings have their money. */
  readonly y: number;
  readonly money: boolean;
  /** Lower comes first among equal surpluses. */
  readonly priority: number;
}

/** The pair types of a list of goods as small integers: barter in declared order, then money, then what is registered beyond. */
export interface PairTable {
  readonly goods: readonly Good[];
  readonly rows: readonly PairRow[];
  /** Barter pairs that follow from the goods come first: there are so many. */
  readonly barterCount: number;
  /** Index of the first purchase for money: good g is bought with pair `moneyStart + g`. */
  readonly moneyStart: number;
  /** Undefined for a name that is not in the table. */
  find(name: string): PairRow | undefined;
}

/** The name of the pair type in which `good` is sold for `payment`. */
export function pairType(good: Good, payment: Good): PairType {
  return `${good}<->${payment}`;
}

/** Barter pairs `x<->y`, x declared before y. */
export function barterPairs(goods: readonly Good[]): readonly PairType[] {
  return goods.flatMap((x, index) => goods.slice(index + 1).map((y) => pairType(x, y)));
}

/** Purchases `g<->M` in declared order. */
export function moneyPairs(goods: readonly Good[]): readonly PairType[] {
  return goods.map((good) => pairType(good, MONEY));
}

/**
 * The table of pair types over some goods. Priorities: purchases 0, 1, .. in declared order, then barter; registered types as they say, or last.
 *
 * @param registered - types of one's own; those whose goods are not in the list are left out
 * @see exchange specification, section 5
 */
export function createPairTable(goods: readonly Good[], registered: Iterable<PairTypeDefinition> = []): PairTable {
  const own = new Map<string, PairTypeDefinition>();
  for (const definition of registered)
    if (goods.includes(definition.good) && (definition.payment === MONEY || goods.includes(definition.payment)))
      own.set(definition.name, definition);
  const barter = barterPairs(goods);
  const money = moneyPairs(goods);
  const standard = new Map([...money, ...barter].map((name, priority) => [name, priority]));
  const last = Number.MAX_SAFE_INTEGER;
  const names = [...barter, ...money, ...[...own.values()].map(({ name }) => name).filter((n) => !standard.has(n))];
  const rows = names.map((name, index): PairRow => {
    const [good = '', payment = ''] = name.split('<->');
    const y = payment === MONEY ? goods.length : goods.indexOf(payment);
    const priority = own.get(name)?.priority ?? standard.get(name) ?? last;
    return Object.freeze({ index, name, x: goods.indexOf(good), y, money: y === goods.length, priority });
  });
  const byName = new Map<string, PairRow>(rows.map((row) => [row.name, row]));
  return Object.freeze({
    goods,
    rows: Object.freeze(rows),
    barterCount: barter.length,
    moneyStart: barter.length,
    find: (name: string) => byName.get(name),
  });
}

/** Checks a definition before it is registered. */
export function checkPairType({ name, good, payment, priority }: PairTypeDefinition): void {
  if (name !== pairType(good, payment))
    throw refusal('DEFINITION_INVALID', 'pairType.name', name, `"${pairType(good, payment)}", its goods' names`);
  if (good === MONEY || good === payment)
    throw refusal('DEFINITION_INVALID', 'pairType.good', good, 'a good other than money and the means of payment');
  if (priority !== undefined && !Number.isFinite(priority))
    throw refusal('DEFINITION_INVALID', 'pairType.priority', priority, 'a finite number');
}

/** The rows of some names, in their order; names that are not in the table are noted. */
export function pairRows(
  table: PairTable,
  names: readonly string[],
  path: string,
  problems: Problems,
): readonly PairRow[] {
  return names.flatMap((name, index) => {
    const row = table.find(name);
    if (row === undefined)
      problems.add(
        'UNKNOWN_NAME',
        `${path}[${index}]`,
        name,
        `one of ${table.rows.map((known) => known.name).join(', ')}`,
      );
    return row ?? [];
  });
}
