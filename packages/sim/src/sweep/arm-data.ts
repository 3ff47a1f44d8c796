/** All that decides what becomes of an arm, as plain data: equal data, equal results. */
export interface ArmData {
  readonly name: string;
  /** The scenario as it would stand in a file, seeds and the arms' common way of sharing included: `parseScenario` reads it, by its model. */
  readonly scenario: object;
  /** Decimals of the money grid that all arms share: `runScenario(scenario, { moneyDecimals })`. */
  readonly moneyDecimals: number;
}
