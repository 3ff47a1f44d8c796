/** Events of one's own as lines of JSON: names in snake_case, decimals as text, a number for each line. */
import {
  createEventLog,
  createRecordCodec,
  createRecordSink,
  type Decimal,
  decimal,
  type EventBase,
  type EventLog,
  tee,
} from '@bagehot/kernel';

interface RateSet extends EventBase {
  readonly kind: 'RateSet';
  readonly newRate: Decimal;
}
interface LoanGranted extends EventBase {
  readonly kind: 'LoanGranted';
  readonly borrower: string;
  readonly amount: Decimal;
}
type BankEvent = RateSet | LoanGranted;

export const lines: string[] = [];
export const log: EventLog<BankEvent> = createEventLog();
const sink = tee<BankEvent>(
  log,
  createRecordSink(createRecordCodec(), (line) => lines.push(line)),
);

sink.emit({ kind: 'RateSet', day: 0, newRate: decimal('0.050') });
sink.emit({ kind: 'LoanGranted', day: 1, borrower: 'Ada', amount: decimal('1e3') });

for (const line of lines) console.log(line);
console.log(`lent: ${log.of('LoanGranted').map(({ amount }) => amount)}`);
