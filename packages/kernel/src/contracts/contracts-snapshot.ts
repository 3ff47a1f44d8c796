import { badInput } from '../errors.js';
import { formatQuanta, toQuanta } from '../grid.js';
import type { AgentId, ContractId, Day } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import { requireKind } from '../ledger/ledger-snapshot.js';
import type { WindowSnapshot } from '../window/window-snapshot.js';
import { ContractBook } from './contract-book.js';
import { parseContractId } from './contract-id.js';
import { Register } from './register.js';

/** An open contract as plain JSON. */
export interface ContractSnapshot {
  readonly id: ContractId;
  readonly debtor: AgentId;
  /** The first holder. */
  readonly creditor: AgentId;
  /** What it was issued for; the claims add up to what it is now. */
  readonly issued: string;
  readonly dueDay: Day;
  readonly issueDay: Day;
  /** Holder and face, in order of first acquisition. */
  readonly claims: readonly (readonly [AgentId, string])[];
}

/** The open contracts of an economy as plain JSON. Removed ones are not part of the state. */
export interface ContractsSnapshot {
  readonly kind: 'contracts';
  readonly version: 1;
  /** In creation order. */
  readonly contracts: readonly ContractSnapshot[];
  /** Kind and number of its next contract, in order of first use. */
  readonly counters: readonly (readonly [string, number])[];
  readonly window?: WindowSnapshot;
}

/** The state of the contracts and of the ticket window. */
export function snapshotRegister(register: Register): ContractsSnapshot {
  const { accounts } = register;
  const { grid } = accounts;
  const contracts: ContractSnapshot[] = [];
  for (let contract = 0; contract < register.count; contract++) {
    if (!register.isOpen(contract)) continue;
    contracts.push({
      id: register.idOf(contract),
      debtor: accounts.nameOf(register.debtorOf(contract)),
      creditor: accounts.nameOf(register.creditorOf(contract)),
      issued: formatQuanta(grid, register.issuedAmountOf(contract)),
      dueDay: register.dueDayOf(contract),
      issueDay: register.issueDayOf(contract),
      claims: register
        .lastClaims(contract)
        .map(({ holder, face }) => [accounts.nameOf(holder), formatQuanta(grid, face)] as const),
    });
  }
  const window = register.snapshotWindow();
  const state = { kind: 'contracts', version: 1, contracts, counters: register.counters() } as const;
  return window === undefined ? state : { ...state, window };
}

/**
 * The register a snapshot describes. Its journal is empty: the snapshot is the opening state.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` on another kind or version, or terms that do not fit together; `UNKNOWN_AGENT`
 */
export function restoreRegister(accounts: Accounts, snapshot: ContractsSnapshot): Register {
  requireKind(snapshot, 'contracts');
  const book = new ContractBook(accounts);
  for (const [kind] of snapshot.counters) book.seriesOf(accounts.label(kind));
  for (const contract of snapshot.contracts) enter(accounts, book, contract);
  for (const [kind, next] of snapshot.counters) {
    const series = book.seriesOf(accounts.label(kind));
    if (!(Number.isInteger(next) && next >= series.next))
      throw badInput(`counter of ${kind}`, next, `an integer of at least ${series.next}`);
    series.next = next;
  }
  const register = new Register(accounts, book);
  if (snapshot.window !== undefined) register.restoreWindow(snapshot.window);
  return register;
}

function enter(accounts: Accounts, book: ContractBook, contract: ContractSnapshot): void {
  const { id, dueDay, issueDay } = contract;
  const parsed = parseContractId(id);
  if (parsed === undefined) throw badInput('id of a contract', id, 'such as P1, L1 or kind:1');
  const kind = accounts.label(parsed.kind);
  if (parsed.number < book.seriesOf(kind).next) throw badInput('id of a contract', id, 'given once, in creation order');
  const claims = contract.claims.map(([name, text]) => {
    const face = toQuanta(accounts.grid, text);
    if (face <= 0n) throw badInput(`claim on ${id}`, text, 'more than 0');
    return { holder: accounts.indexOf(name), face };
  });
  const debtor = accounts.indexOf(contract.debtor);
  const holders = new Set(claims.map(({ holder }) => holder));
  if (claims.length === 0 || holders.size < claims.length || holders.has(debtor))
    throw badInput(`claims on ${id}`, JSON.stringify(contract.claims), 'of different holders, none of them the debtor');
  const amount = claims.reduce((total, { face }) => total + face, 0n);
  const terms = { kind, debtor, creditor: accounts.indexOf(contract.creditor), amount, dueDay };
  const amounts = { issued: toQuanta(accounts.grid, contract.issued), open: amount };
  const index = book.add(terms, parsed.number, amounts, issueDay);
  for (const { holder, face } of claims) book.addClaim(index, holder, face);
}
