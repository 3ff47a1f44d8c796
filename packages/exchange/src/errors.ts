import { BagehotError, type InputProblem, type InputProblems } from '@bagehot/kernel';

/** What may be wrong with input. */
export type ExchangeInputCode =
  | 'GOODS_INVALID'
  | 'AGENT_ID_INVALID'
  | 'DUPLICATE_AGENT_ID'
  | 'UNKNOWN_AGENT'
  | 'HOLDING_INVALID'
  | 'UNKNOWN_GOOD'
  | 'LAMBDA_INVALID'
  | 'UTILITY_INVALID'
  | 'PARAM_INVALID'
  | 'UNKNOWN_PARAM'
  | 'UNKNOWN_KEY'
  | 'DUPLICATE_NAME'
  | 'UNKNOWN_NAME'
  | 'DEFINITION_INVALID'
  | 'STALE_TRADE'
  | 'MONEY_SCALE_OFF_GRID'
  | 'SCENARIO_INVALID'
  | 'NOT_SUPPORTED'
  | 'INVALID_SNAPSHOT'
  | 'INVALID_OPTION';

/** What must never be: a bug of ours or of a port, never of the caller's numbers. */
export type ExchangeAssertionCode = 'PORT_ANSWER_INVALID' | 'CONSERVATION_VIOLATED' | 'PAIRING_NOT_MUTUAL';

/** One thing that is wrong with an input: where, what it was, and what would have been right. */
export type ExchangeProblem = InputProblem<ExchangeInputCode | ExchangeAssertionCode>;

/** The first problem of an input, and all of them, in order of discovery. */
export type ExchangeErrorDetails = InputProblems<ExchangeInputCode | ExchangeAssertionCode>;

/** What the package may complain about; every code has the same details. */
export type ExchangeErrors = Readonly<Record<ExchangeInputCode | ExchangeAssertionCode, ExchangeErrorDetails>>;

/** Codes whose errors have a name of their own. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['STALE_TRADE', 'StaleTradeError'],
  ['DUPLICATE_NAME', 'DuplicateNameError'],
  ['UNKNOWN_NAME', 'UnknownNameError'],
]);

/** An error of the package. That nobody wants to trade is a result, never an error. */
export class ExchangeError<Code extends keyof ExchangeErrors = keyof ExchangeErrors> extends BagehotError<
  ExchangeErrors,
  Code
> {
  /** `StaleTradeError`, `DuplicateNameError` and `UnknownNameError` for the codes so named, else `ExchangeError`. */
  override get name(): string {
    return NAMES.get(this.code) ?? 'ExchangeError';
  }
}
