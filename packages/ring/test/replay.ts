import { type Decimal, ZERO } from '@bagehot/kernel';
import type { RingEvent } from '@bagehot/ring';

/** Balances and claims as a log tells them. */
export interface Replayed {
  /** `asset` then `agent`: what the agent holds; negative for the issuer. */
  readonly balances: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
  /** Contract then holder: the face of the claim, in order of first acquisition. */
  readonly claims: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
}

/** Rebuilds every balance and claim from the events alone. */
export function replay(log: readonly RingEvent[], issuer = 'CB'): Replayed {
  const balances = new Map<string, Map<string, Decimal>>();
  const claims = new Map<string, Map<string, Decimal>>();
  const add = (asset: string, agent: string, amount: Decimal): void => {
    const column = balances.get(asset) ?? new Map<string, Decimal>();
    balances.set(asset, column);
    const sum = (column.get(agent) ?? ZERO).plus(amount);
    if (sum.eq(0)) column.delete(agent);
    else column.set(agent, sum);
  };
  const move = (asset: string, from: string, to: string, amount: Decimal): void => {
    add(asset, from, amount.times(-1));
    add(asset, to, amount);
  };
  const claim = (contract: string, holder: string, face: Decimal): void => {
    const holders = claims.get(contract) ?? new Map<string, Decimal>();
    claims.set(contract, holders);
    const sum = (holders.get(holder) ?? ZERO).plus(face);
    if (sum.eq(0)) holders.delete(holder);
    else holders.set(holder, sum);
    if (holders.size === 0) claims.delete(contract);
  };
  for (const event of log) {
    switch (event.kind) {
      case 'CashMinted':
        move('cash', issuer, event.to, event.amount);
        break;
      case 'ReservesMinted':
        move('reserves', issuer, event.to, event.amount);
        break;
      case 'CashDeposited':
        move('cash', event.customer, event.bank, event.amount);
        move(`deposit/${event.bank}`, event.bank, event.customer, event.amount);
        break;
      case 'CashWithdrawn':
        move('cash', event.bank, event.customer, event.amount);
        move(`deposit/${event.bank}`, event.customer, event.bank, event.amount);
        break;
      case 'CashTransferred':
        move('cash', event.from, event.to, event.amount);
        break;
      case 'ReservesTransferred':
        move('reserves', event.from, event.to, event.amount);
        break;
      case 'Transferred':
        move(event.asset, event.from, event.to, event.amount);
        break;
      case 'IntraBankPayment':
        move(`deposit/${event.bank}`, event.payer, event.payee, event.amount);
        break;
      case 'ClientPayment':
        move(`deposit/${event.payerBank}`, event.payer, event.payerBank, event.amount);
        move(`deposit/${event.payeeBank}`, event.payeeBank, event.payee, event.amount);
        break;
      case 'PayableCreated':
      case 'PayableRolledOver':
      case 'RolloverPartial':
        claim(event.contract, event.creditor, event.amount);
        break;
      case 'InterbankOvernightCreated':
        claim(event.contract, event.creditorBank, event.amount);
        break;
      case 'ClaimTransferred':
        claim(event.contract, event.from, event.face.times(-1));
        claim(event.contract, event.to, event.face);
        break;
      case 'ClaimAdded':
        claim(event.contract, event.holder, event.face);
        break;
      case 'ClaimReduced':
        claim(event.contract, event.holder, event.face.times(-1));
        break;
      case 'ObligationExtinguished':
        claim(event.contract, event.creditor, event.amount.times(-1));
        break;
      case 'PayableSettled':
      case 'ObligationDefaulted':
        claims.delete(event.contract);
        break;
      case 'ObligationWrittenOff':
        if (event.contractKind === 'bank_deposit')
          move(`deposit/${event.debtor}`, event.creditor, event.debtor, event.amount);
        else if (event.contractKind !== 'overnight') claim(event.contract, event.creditor, event.amount.times(-1));
        break;
      default:
        break;
    }
  }
  return { balances, claims };
}
