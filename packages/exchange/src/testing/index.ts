export { createNaiveExchange, type NaiveExchange } from './naive-exchange.js';
