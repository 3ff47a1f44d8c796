/** What a scenario is about: a ring of debts, or goods that are traded under a financing mode. */
export type ScenarioModel = 'ring' | 'financing';
