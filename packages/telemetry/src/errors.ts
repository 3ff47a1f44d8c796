import { BagehotError } from '@bagehot/kernel';

/** What telemetry may complain about, and the details each complaint carries. */
export interface TelemetryErrors {
  /** An argument outside its domain: which field, what it was, and what would have been right. */
  BAD_TELEMETRY_INPUT: { readonly field: string; readonly value: string; readonly allowed: string };
  /** A table that cannot be stored, or not beside the others. */
  BAD_TABLE: { readonly table: string; readonly value: string; readonly allowed: string };
  /** A row that is not what its table describes; `column` is empty when the whole row is wrong. */
  BAD_CELL: { readonly table: string; readonly column: string; readonly value: string; readonly allowed: string };
  /** Rows for a table that was not declared. */
  UNKNOWN_TABLE: { readonly table: string };
  /** A call that needs a run that has begun. */
  NO_RUN: { readonly call: string };
  /** A call that needs the run before to have ended. */
  RUN_OPEN: { readonly call: string; readonly run: string };
  /** A call of a writer that was closed. */
  CLOSED: { readonly call: string };
}

/** An error of telemetry: see {@link TelemetryErrors} for the codes. */
export class TelemetryError<Code extends keyof TelemetryErrors = keyof TelemetryErrors> extends BagehotError<
  TelemetryErrors,
  Code
> {
  override get name(): string {
    return 'TelemetryError';
  }
}

/** The refusal of one argument: names the field, shows the value, says what is allowed. */
export function badInput(field: string, value: unknown, allowed: string): TelemetryError<'BAD_TELEMETRY_INPUT'> {
  const shown = String(value);
  return new TelemetryError(
    'BAD_TELEMETRY_INPUT',
    { field, value: shown, allowed },
    `${field} must be ${allowed}, but is ${shown}`,
  );
}

/** The refusal of a table: which one, what is wrong with it, what is allowed. */
export function badTable(table: string, value: string, allowed: string): TelemetryError<'BAD_TABLE'> {
  return new TelemetryError(
    'BAD_TABLE',
    { table, value, allowed },
    `table '${table}' must have ${allowed}, but has ${value}`,
  );
}
