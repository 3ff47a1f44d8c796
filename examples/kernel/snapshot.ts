/** A ledger with its contracts as JSON and back; and the same state once more from the journal alone. */
import { type Contract, createContracts, createLedger, decimal, type Ledger, replayJournal } from '@bagehot/kernel';

const ledger = createLedger({ moneyDecimals: 2 });
const contracts = createContracts(ledger);
ledger.issue('cash', 'CB');
for (const agent of ['Ada', 'Ben', 'Cleo']) ledger.open(agent, { kind: 'household' });
ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'Ada', amount: decimal('99.95') });
const promise = contracts.issue({ kind: 'payable', debtor: 'Ada', creditor: 'Ben', amount: decimal(60), dueDay: 3 });
contracts.transfer(promise.id, { from: 'Ben', to: 'Cleo', face: decimal(20) });

const text = JSON.stringify({ ledger: ledger.snapshot(), contracts: contracts.snapshot() });
console.log(`${text.length} characters of JSON`);

const saved = JSON.parse(text);
export const restored: Ledger = createLedger({ from: saved.ledger });
const register = createContracts(restored, saved.contracts);
export const kept: Contract | undefined = register.get(promise.id);
const holders = kept?.claims.map(({ holder, face }) => `${holder} ${face}`);
console.log(`restored: Ada has ${restored.cash('Ada')}, and owes ${holders?.join(' and ')}`);

export const replayed: ReturnType<typeof replayJournal> = replayJournal(ledger.journal, { moneyDecimals: 2 });
console.log(`replayed: the same? ${JSON.stringify(replayed.ledger.snapshot()) === JSON.stringify(saved.ledger)}`);
