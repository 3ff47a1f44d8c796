import type { Accounts, Column, Register } from '@bagehot/kernel/quanta';
import type { AssetFlow, EconomyState } from './economy-state.js';

/** Where money and goods pass through; nothing stays. */
const STATIONS: readonly string[] = ['clearing-house', 'market', 'settlement'];
const CUSTODY = 'CB/custody';
/** The central bank's. */
const MONEY: readonly string[] = ['cash', 'reserves'];
const GOOD = 'good/';
const NOTHING: AssetFlow = { opening: 0n, byReason: new Map() };

/** E1: every asset sums to zero over all agents. */
export function columnsSumToZero(accounts: Accounts): string | undefined {
  return firstColumn(accounts, (column) => {
    const sum = sumOf(accounts, column);
    return sum === 0n ? undefined : `${column.name} sums to ${sum} quanta`;
  });
}

/** E3: only issuers are negative, only in what they issue. Agents opened with the right to overdraw are what they were opened as. */
export function onlyIssuersAreNegative(accounts: Accounts): string | undefined {
  return firstColumn(accounts, (column) => {
    for (let agent = 0; agent < accounts.agentCount; agent++)
      if (column.get(agent) < 0n && agent !== column.issuer && !accounts.overdraws(agent))
        return `${accounts.nameOf(agent)} has ${column.get(agent)} quanta of ${column.name}`;
    return undefined;
  });
}

/** E4: stations hold nothing, and custody no money. */
export function stationsAreEmpty(accounts: Accounts, register: Register, state: EconomyState): string | undefined {
  for (const name of state.isCutShort ? STATIONS : [...STATIONS, CUSTODY]) {
    const station = accounts.find(name);
    if (station === -1) continue;
    const failed = firstColumn(accounts, (column) => {
      const held = column.get(station);
      if (held === 0n || (name === CUSTODY && column.name.startsWith(GOOD))) return undefined;
      return `${name} holds ${held} quanta of ${column.name}`;
    });
    if (failed !== undefined) return failed;
    const [contract] = name === CUSTODY ? [] : register.heldBy(station);
    if (contract !== undefined) return `${name} holds a claim on ${register.idOf(contract)}`;
  }
  return undefined;
}

/** E5: money in circulation is what it was and what its issuer has given out since, for known reasons, as events tell. */
export function moneyComesFromItsIssuer(
  accounts: Accounts,
  _register: Register,
  state: EconomyState,
): string | undefined {
  const isMoney = (asset: string): boolean => MONEY.includes(asset);
  const failed = firstColumn(accounts, (column) =>
    isMoney(column.name) ? explained(accounts, column, state) : undefined,
  );
  if (failed !== undefined) return failed;
  for (const [reason, told] of state.told) {
    let moved = 0n;
    for (const [asset, { byReason }] of state.flows) if (isMoney(asset)) moved += byReason.get(reason) ?? 0n;
    if (moved !== told) return `${moved} quanta of money were issued for ${reason}, told were ${told}`;
  }
  return undefined;
}

/** E6: goods come from nature and go back to it. */
export function goodsComeFromNature(accounts: Accounts, _register: Register, state: EconomyState): string | undefined {
  return firstColumn(accounts, (column) =>
    column.name.startsWith(GOOD) ? explained(accounts, column, state) : undefined,
  );
}

/** E10: over everybody, financial assets less liabilities are nothing. What agents are owed is counted claim by claim, what they owe contract by contract. */
export function netWorthIsNothing(accounts: Accounts, register: Register): string | undefined {
  let owned = 0n;
  let owed = 0n;
  for (let agent = 0; agent < accounts.agentCount; agent++) {
    let claims = 0n;
    for (const contract of register.heldBy(agent)) claims += register.faceOf(contract, agent);
    let debts = 0n;
    for (const contract of register.owedBy(agent)) debts += register.amountOf(contract);
    if (claims !== register.receivable(agent) || debts !== register.payable(agent))
      return `${accounts.nameOf(agent)} has claims of ${claims} and debts of ${debts} quanta, its sums say ${register.receivable(agent)} and ${register.payable(agent)}`;
    owned += claims;
    owed += debts;
  }
  for (let asset = 0; asset < accounts.assetCount; asset++) {
    const column = accounts.columnAt(asset);
    if (!column.name.startsWith(GOOD)) owned += sumOf(accounts, column);
  }
  return owned === owed ? undefined : `assets are ${owned} quanta, liabilities ${owed}`;
}

function explained(accounts: Accounts, column: Column, state: EconomyState): string | undefined {
  const flow = state.flows.get(column.name) ?? NOTHING;
  let expected = flow.opening;
  for (const [reason, amount] of flow.byReason) {
    if (!state.isReason(column.name, reason))
      return `${amount} quanta of ${column.name} came from ${accounts.nameOf(column.issuer)} for ${JSON.stringify(reason)}, which is no reason unless checkEconomy is given it among its ${column.name.startsWith(GOOD) ? 'goodsReasons' : 'moneyReasons'}`;
    expected += amount;
  }
  const held = sumOf(accounts, column) - column.get(column.issuer);
  return held === expected
    ? undefined
    : `${held} quanta of ${column.name} are in circulation, ${expected} were given out`;
}

function sumOf(accounts: Accounts, column: Column): bigint {
  let sum = 0n;
  for (let agent = 0; agent < accounts.agentCount; agent++) sum += column.get(agent);
  return sum;
}

function firstColumn(accounts: Accounts, check: (column: Column) => string | undefined): string | undefined {
  for (let asset = 0; asset < accounts.assetCount; asset++) {
    const failed = check(accounts.columnAt(asset));
    if (failed !== undefined) return failed;
  }
  return undefined;
}
