import { Problems } from './problems.js';

/** The name of a good, such as `A`; `M` is money. */
export type Good = string;

/** Money, among the names of goods. */
export const MONEY = 'M';

/** Goods unless said otherwise. */
export const DEFAULT_GOODS: readonly Good[] = Object.freeze(['A', 'B']);

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/u;
/** What a name of a good may be, in words. */
const ALLOWED = 'a letter followed by letters, digits or "_", and not "M", which is money';

/**
 * Goods, checked: at least two distinct names, in the order that breaks ties.
 *
 * @throws ExchangeError `GOODS_INVALID` with every problem found
 * @see exchange specification, section 1
 */
export function checkGoods(goods: readonly Good[]): readonly Good[] {
  const problems = new Problems();
  const read = readGoods(goods, 'goods', problems);
  problems.check();
  return read;
}

/** Notes every problem of a list of goods under `path`; gives back the list, frozen. */
export function readGoods(goods: readonly Good[], path: string, problems: Problems): readonly Good[] {
  if (goods.length < 2) problems.add('GOODS_INVALID', path, `[${goods.join(', ')}]`, 'at least two goods');
  for (const [index, good] of goods.entries()) {
    const at = `${path}[${index}]`;
    if (typeof good !== 'string' || !NAME.test(good) || good === MONEY)
      problems.add('GOODS_INVALID', at, good, ALLOWED);
    else if (goods.indexOf(good) < index) problems.add('GOODS_INVALID', at, good, 'a name that is not taken');
  }
  return Object.freeze([...goods]);
}
