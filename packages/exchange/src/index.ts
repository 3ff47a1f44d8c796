export {
  type ExchangeAssertionCode,
  ExchangeError,
  type ExchangeErrorDetails,
  type ExchangeErrors,
  type ExchangeInputCode,
  type ExchangeProblem,
} from './errors.js';
export { checkGoods, DEFAULT_GOODS, type Good, MONEY } from './goods.js';
