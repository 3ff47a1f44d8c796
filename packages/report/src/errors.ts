import { BagehotError } from '@bagehot/kernel';

/** What the report may complain about. Anything else it does not know, it shows as it is. */
export interface ReportErrors {
  /** A record that is no event: which one (0-based), which field, what it was and what is allowed. */
  BAD_RECORD: { readonly record: number; readonly field: string; readonly value: string; readonly allowed: string };
  /** A row of balances with a field of the wrong shape. */
  BAD_BALANCE: { readonly row: number; readonly field: string; readonly value: string; readonly allowed: string };
  /** A row of a sweep with a field of the wrong shape: which row (0-based), which field, what it was and what is allowed. */
  BAD_ROW: { readonly row: number; readonly field: string; readonly value: string; readonly allowed: string };
}

/** An error of the report: see {@link ReportErrors} for the codes. */
export class ReportError<Code extends keyof ReportErrors = keyof ReportErrors> extends BagehotError<
  ReportErrors,
  Code
> {
  override get name(): string {
    return 'ReportError';
  }
}
