/**
 * What a scenario is about: a ring of debts, goods that are traded under a financing mode, an exchange of goods for goods or money, or an economy in which several such markets
 * share one ledger.
 */
export type ScenarioModel = 'ring' | 'financing' | 'exchange' | 'economy';
