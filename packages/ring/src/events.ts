import type { AgentId, ContractId, Day, Decimal, EventBase } from '@bagehot/kernel';
import type { MeansOfPayment } from './rules.js';
import type { Halt, PayableOrigin } from './world.js';

/** How a run ended. */
export type RunOutcome = 'stable' | 'max-days' | 'halted' | 'collapsed' | 'error' | 'aborted';

/** Someone's part of a payment. */
export interface HolderAmount {
  readonly holder: AgentId;
  readonly amount: Decimal;
}

interface Event<Kind extends string> extends EventBase {
  readonly kind: Kind;
  readonly day: Day;
}

/** Marks the beginning of a part of the day; `DayEnd` its end. What comes before the first `PhaseA` is setup. */
export interface PhaseMarker
  extends Event<
    'PhaseA' | 'PhaseB' | 'SubphaseB1' | 'SubphaseB2_Dealer' | 'SubphaseB3' | 'SubphaseB_Rollover' | 'PhaseC' | 'DayEnd'
  > {}

/** An agent was opened on the ledger; those that were there first come at the head of the log. `agentKind` is null when nothing was said. */
export interface AgentCreated extends Event<'AgentCreated'> {
  readonly agent: AgentId;
  readonly agentKind: string | null;
}

/** New central bank money. `source` is `capital` when it endows or refinances a market maker. */
export interface MoneyMinted extends Event<'CashMinted' | 'ReservesMinted'> {
  readonly to: AgentId;
  readonly amount: Decimal;
  readonly source: 'scenario' | 'capital';
}

/** Cash brought to a bank against a deposit, or taken out again. */
export interface DepositChanged extends Event<'CashDeposited' | 'CashWithdrawn'> {
  readonly customer: AgentId;
  readonly bank: AgentId;
  readonly amount: Decimal;
}

/** Central bank money passed on. `cause` is the transfer's kind: `settlement`, `trade`, `rebucket`, `rollover`, `action`, `clearing`, `estate` or a phase's own. */
export interface MoneyTransferred extends Event<'CashTransferred' | 'ReservesTransferred'> {
  readonly from: AgentId;
  readonly to: AgentId;
  readonly amount: Decimal;
  readonly cause: string;
}

/** Any other asset passed on. `amount` is on the asset's own grid. */
export interface AssetTransferred extends Event<'Transferred'> {
  readonly asset: string;
  readonly from: AgentId;
  readonly to: AgentId;
  readonly amount: Decimal;
  readonly cause: string;
}

/** A deposit passed on inside one bank. */
export interface IntraBankPayment extends Event<'IntraBankPayment'> {
  readonly payer: AgentId;
  readonly payee: AgentId;
  readonly bank: AgentId;
  readonly amount: Decimal;
}

/** A deposit passed on between two banks, which owe each other the net in phase C. */
export interface ClientPayment extends Event<'ClientPayment'> {
  readonly payer: AgentId;
  readonly payerBank: AgentId;
  readonly payee: AgentId;
  readonly payeeBank: AgentId;
  readonly amount: Decimal;
}

/** A contract came into being, or its first claim where it has several. `origin` is `initial` or `scheduled`, or what a phase called it: the contract's kind, or its reason for a payable. */
export interface PayableCreated extends Event<'PayableCreated'> {
  readonly contract: ContractId;
  readonly alias?: string | undefined;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amount: Decimal;
  readonly dueDay: Day;
  readonly maturityDistance?: number | undefined;
  readonly origin: PayableOrigin;
}

/** A further holder's claim on a contract with several, which came into being with the `PayableCreated` before it. */
export interface ClaimAdded extends Event<'ClaimAdded'> {
  readonly contract: ContractId;
  readonly debtor: AgentId;
  readonly holder: AgentId;
  readonly face: Decimal;
}

/** A holder's claim passed on, in whole or in part. */
export interface ClaimTransferred extends Event<'ClaimTransferred'> {
  readonly contract: ContractId;
  readonly from: AgentId;
  readonly to: AgentId;
  readonly face: Decimal;
  readonly cause: string;
}

/** A holder's claim that a phase reduced or forgave: `face` is what went. */
export interface ClaimReduced extends Event<'ClaimReduced'> {
  readonly contract: ContractId;
  readonly holder: AgentId;
  readonly face: Decimal;
  readonly cause: string;
}

/** A claim that came back to its debtor, and so ceased to exist. */
export interface ObligationExtinguished extends Event<'ObligationExtinguished'> {
  readonly contract: ContractId;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amount: Decimal;
}

/** Paid in full. `creditor` is the first holder; `holders` is there when there are several. */
export interface PayableSettled extends Event<'PayableSettled'> {
  readonly contract: ContractId;
  readonly alias?: string | undefined;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amount: Decimal;
  readonly holders?: readonly HolderAmount[] | undefined;
}

/** Paid in part: `distribution` says by which means. */
export interface PartialSettlement extends Event<'PartialSettlement'> {
  readonly contract: ContractId;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amountPaid: Decimal;
  readonly shortfall: Decimal;
  readonly originalAmount: Decimal;
  readonly distribution: readonly { readonly method: MeansOfPayment; readonly amount: Decimal }[];
  readonly holders?: readonly HolderAmount[] | undefined;
}

/** A contract that was not paid in full. `creditor` is the first holder, `shortfall` is `originalAmount` less `amountPaid`. */
export interface ObligationDefaulted extends Event<'ObligationDefaulted'> {
  readonly contract: ContractId;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly shortfall: Decimal;
  readonly amountPaid: Decimal;
  readonly originalAmount: Decimal;
}

/** `recoveryRate` is paid / owed, 24 decimals, half-even: of the failing payable under `first-come`, of the whole day under `proportional` and `clearing`. */
export interface AgentDefaulted extends Event<'AgentDefaulted'> {
  readonly agent: AgentId;
  /** Of market makers, whose defaults are no defaults of people: `dealer` or `vbt`. */
  readonly agentKind?: 'dealer' | 'vbt';
  readonly triggerContract: ContractId;
  readonly shortfall: Decimal;
  readonly recoveryRate: Decimal;
}

/** A claim that fell because its debtor had defaulted. `contractKind` is the contract's kind, or `bank_deposit`. */
export interface ObligationWrittenOff extends Event<'ObligationWrittenOff'> {
  readonly contract: ContractId;
  readonly contractKind: string;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amount: Decimal;
  readonly dueDay?: Day | undefined;
}

/** An action of a later day that cannot happen any more, because `agent` has defaulted. */
export interface ScheduledActionCancelled extends Event<'ScheduledActionCancelled'> {
  readonly agent: AgentId;
  readonly scheduledDay: Day;
  readonly action: string;
}

/** A payable issued again after it was paid. `cashTransferred` is what its creditor paid for it. */
export interface PayableRolled extends Event<'PayableRolledOver' | 'RolloverPartial'> {
  readonly contract: ContractId;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amount: Decimal;
  readonly newDueDay: Day;
  readonly maturityDistance: number;
  readonly cashTransferred: Decimal;
}

/** The day's net between two banks, paid in reserves. */
export interface InterbankCleared extends Event<'InterbankCleared'> {
  readonly debtorBank: AgentId;
  readonly creditorBank: AgentId;
  readonly amount: Decimal;
}

/** The day's net between two banks, owed until tomorrow because reserves did not suffice. */
export interface InterbankOvernightCreated extends Event<'InterbankOvernightCreated'> {
  readonly contract: ContractId;
  readonly debtorBank: AgentId;
  readonly creditorBank: AgentId;
  readonly amount: Decimal;
  readonly dueDay: Day;
}

/** Money of a defaulted agent shared among those it still owes. */
export interface EstateDistributed extends Event<'EstateDistributed'> {
  readonly agent: AgentId;
  readonly amount: Decimal;
  readonly payouts: readonly HolderAmount[];
}

/** Everybody but the central bank and the market makers has defaulted. */
export interface SystemCollapsed extends Event<'SystemCollapsed'> {}

/** The last event of a run. `halt` says why when the run ended inside a day. */
export interface RunStopped extends Event<'RunStopped'> {
  readonly outcome: RunOutcome;
  readonly halt?: Halt | undefined;
}

/**
 * Everything the ring logs, in order (ring specification, section 9). Movements are written from the committed journal, whoever made them, so
 * that the log always suffices to replay every balance. Events of a running transaction keep their place between its movements.
 */
export type RingEvent =
  | PhaseMarker
  | AgentCreated
  | MoneyMinted
  | DepositChanged
  | MoneyTransferred
  | AssetTransferred
  | IntraBankPayment
  | ClientPayment
  | PayableCreated
  | ClaimAdded
  | ClaimTransferred
  | ClaimReduced
  | ObligationExtinguished
  | PayableSettled
  | PartialSettlement
  | ObligationDefaulted
  | AgentDefaulted
  | ObligationWrittenOff
  | ScheduledActionCancelled
  | PayableRolled
  | InterbankCleared
  | InterbankOvernightCreated
  | EstateDistributed
  | SystemCollapsed
  | RunStopped;
