import { BagehotError, type InputProblem, type InputProblems } from '@bagehot/kernel';

/** What may be wrong with input. */
export type FinancingInputCode =
  | 'DIMENSION_MISMATCH'
  | 'NEGATIVE_QUANTITY'
  | 'QUANTITY_OFF_GRID'
  | 'WEIGHTS_NOT_NORMALISED'
  | 'WEIGHT_NEGATIVE'
  | 'DUPLICATE_AGENT_ID'
  | 'PRICE_NOT_POSITIVE'
  | 'NUMERAIRE_NOT_ONE'
  | 'TRAVEL_COST_NEGATIVE'
  | 'CAPACITY_NEGATIVE'
  | 'LOAD_FRACTION_OUT_OF_RANGE'
  | 'GRID_INVALID'
  | 'POSITION_OUTSIDE_GRID'
  | 'STAGES_INVALID'
  | 'MODE_EXISTS'
  | 'UNKNOWN_MODE'
  | 'MODE_BOUND_INVALID'
  | 'MODE_BOUND_EXCEEDS_ENDOWMENT'
  | 'LOG_VERSION_UNSUPPORTED'
  | 'LOG_ROW_INVALID'
  | 'LOG_INTEGRITY'
  | 'INVALID_SNAPSHOT'
  | 'INVALID_OPTION';

/** What must never be: a bug of ours or of a port, never of the caller's numbers. */
export type FinancingAssertionCode =
  | 'CONSERVATION_VIOLATED'
  | 'SELL_CAPACITY_VIOLATED'
  | 'VALUE_FEASIBILITY_VIOLATED'
  | 'LEDGER_UNBALANCED';

/** One thing that is wrong with an input: where, what it was, and what would have been right. */
export type FinancingProblem = InputProblem<FinancingInputCode | FinancingAssertionCode>;

/** The first problem of an input, and all of them, in order of discovery. */
export type FinancingErrorDetails = InputProblems<FinancingInputCode | FinancingAssertionCode>;

/** What the package may complain about; every code has the same details. */
export type FinancingErrors = Readonly<Record<FinancingInputCode | FinancingAssertionCode, FinancingErrorDetails>>;

/** An error of the package. Economic degeneracy (no prices, no trade) is a status, never an error. */
export class FinancingError<Code extends keyof FinancingErrors = keyof FinancingErrors> extends BagehotError<
  FinancingErrors,
  Code
> {
  override get name(): string {
    return 'FinancingError';
  }
}
