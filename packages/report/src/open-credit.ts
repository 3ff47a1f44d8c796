import { type Decimal, sum, ZERO } from '@bagehot/kernel';
import { html, nameOf } from './html.js';
import { amountOr0, integerOf, textOf } from './record.js';
import { contractLabel, eventsOf, type LoggedEvent } from './run-log.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { type Cell, table } from './table.js';

/** Rows of the table. */
const MOST_LISTED = 500;

/** What is still owed for goods, to one holder. */
interface OpenClaim {
  readonly bought: LoggedEvent;
  readonly holder: string;
  readonly face: Decimal;
}

/** A purchase on credit, and who has how much of the claim. */
interface Purchase {
  readonly bought: LoggedEvent;
  readonly holders: Map<string, Decimal>;
}

/** Kinds after which nothing of a debt is open. */
const ENDS: ReadonlySet<string> = new Set(['PayableSettled', 'ObligationDefaulted', 'ObligationWrittenOff']);

/** What is owed for goods at the end, in the order in which they were bought. A debt that was rolled over is a new one, for money. */
function openClaims({ log }: RunView): readonly OpenClaim[] {
  const open = new Map<string, Purchase>();
  const move = (holders: Map<string, Decimal>, holder: string, face: Decimal): void => {
    holders.set(holder, (holders.get(holder) ?? ZERO).plus(face));
  };
  for (const event of log.events) {
    const { kind, record } = event;
    const contract = textOf(record, 'contract');
    if (kind === 'TradeCreditGranted')
      open.set(contract, { bought: event, holders: new Map([[textOf(record, 'seller'), amountOr0(record, 'face')]]) });
    const holders = open.get(contract)?.holders;
    if (holders === undefined) continue;
    if (ENDS.has(kind)) open.delete(contract);
    const face = amountOr0(record, 'face');
    if (kind === 'ClaimTransferred') {
      move(holders, textOf(record, 'from'), face.neg());
      move(holders, textOf(record, 'to'), face);
    }
    if (kind === 'ClaimReduced') move(holders, textOf(record, 'holder'), face.neg());
    if (kind === 'ObligationExtinguished') move(holders, textOf(record, 'creditor'), amountOr0(record, 'amount').neg());
  }
  return [...open.values()].flatMap(({ bought, holders }) =>
    [...holders].flatMap(([holder, face]) => (face.gt(0) ? [{ bought, holder, face }] : [])),
  );
}

/** What was bought on credit and is not paid when the run ends: who owes whom, and until when. Nothing where nobody bought on credit. */
export function openCredit(view: RunView): Section | undefined {
  const { figures, log } = view;
  const granted = eventsOf(log, 'TradeCreditGranted');
  if (granted.length === 0) return undefined;
  const claims = openClaims(view);
  const shown = claims.slice(0, MOST_LISTED);
  const total = sum(claims.map(({ face }) => face));
  const rows = shown.map(({ bought: { day, record }, holder, face }): Cell[] => [
    nameOf(textOf(record, 'buyer')),
    nameOf(holder),
    figures.money(face),
    figures.count(integerOf(record, 'due_day')),
    figures.count(day),
    nameOf(textOf(record, 'seller')),
    nameOf(contractLabel(log, textOf(record, 'contract'))),
  ]);
  const rest = claims.length > shown.length && html` The first ${figures.count(shown.length).text} are listed.`;
  return {
    id: 'credit',
    title: 'What is owed for goods',
    intro: html`Goods were bought on credit ${figures.count(granted.length).text} times. ${
      claims.length === 0
        ? html`At the end of the run nothing of that is open.`
        : html`At the end of the run ${figures.count(claims.length).text} claims are open, on buyers who have not defaulted; a seller may have passed its claim on.${rest}`
    }`,
    body:
      claims.length === 0
        ? html``
        : table('Open claims for goods', {
            caption: 'Open claims for goods at the end of the run',
            columns: [
              { label: 'Buyer', figures: false },
              { label: 'Owes to', figures: false },
              { label: 'Face' },
              { label: 'Due on day' },
              { label: 'Bought on day' },
              { label: 'From', figures: false },
              { label: 'Debt', figures: false },
            ],
            rows,
            total: ['All', '', figures.money(total), '', '', '', ''],
            kind: rows.length > 14 ? 'long' : '',
          }),
  };
}
