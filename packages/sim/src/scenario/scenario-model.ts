/** What a scenario is about: a ring of debts, goods that are traded under a financing mode, or an exchange of goods for goods or money. */
export type ScenarioModel = 'ring' | 'financing' | 'exchange';
