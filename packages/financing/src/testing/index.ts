export { type ClearingOrders, type ClearingRules, clearPlainly } from '../clearing/plain-clearing.js';
