import type { Accounts } from '@bagehot/kernel/quanta';

/**
 * The reasons the ring books changes under. A reason that is the name of an event says that this event tells the story of the change, so that the
 * log of movements keeps silent about it.
 */
const LABELS = [
  'settlement',
  'action',
  'rollover',
  'clearing',
  'estate',
  'initial',
  'scheduled',
  'trade',
  'CashMinted',
  'ReservesMinted',
  'CapitalInjected',
  'CashDeposited',
  'CashWithdrawn',
  'IntraBankPayment',
  'ClientPayment',
  'PayableSettled',
  'ObligationDefaulted',
  'ObligationWrittenOff',
  'PayableRolledOver',
  'InterbankOvernightCreated',
] as const;

/** The ring's reasons as the numbers that a ledger gave them. */
export type Labels = Readonly<Record<(typeof LABELS)[number], number>>;

/** Looks the ring's reasons up in a ledger. */
export function labelsOf(accounts: Accounts): Labels {
  const labels: Partial<Record<(typeof LABELS)[number], number>> = {};
  for (const text of LABELS) labels[text] = accounts.label(text);
  return labels as Labels;
}
