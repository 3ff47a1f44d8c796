/** A money market put aside after day 3, as text, and taken up again; and two futures of one past: the central bank buys bonds on day 4, or it does not. */
import {
  type CallMarketService,
  type CentralBankService,
  createCallMarket,
  createCentralBank,
  createTreasury,
  type LedgerTreasury,
  type MoneyMarketEvent,
  reserveAccounts,
} from '@bagehot/central-bank';
import {
  type ContractRegister,
  createContracts,
  createEventLog,
  createLedger,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';

interface World {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly bank: CentralBankService;
  readonly treasury: LedgerTreasury;
  readonly market: CallMarketService;
  readonly events: EventLog<MoneyMarketEvent>;
}

/** A world at its beginning, or as a text has it. */
function open(text = '{}'): World {
  const saved = JSON.parse(text);
  const fresh = reserveAccounts({
    balances: [
      ['saver', 600],
      ['shop', 50],
    ],
  });
  const ledger = saved.ledger ? createLedger({ from: saved.ledger }) : fresh.ledger;
  const contracts = saved.ledger ? createContracts(ledger, saved.contracts) : fresh.contracts;
  const events = createEventLog<MoneyMarketEvent>();
  const ports = { ledger, contracts, events };
  const passThrough = { fraction: 1, recipients: [{ agentId: 'saver', weight: 1 }] };
  return {
    ...ports,
    bank: createCentralBank({ initialPolicyRate: '0.05', faceValue: 10 }, ports, saved.bank),
    treasury: createTreasury({ inventory: 100, faceValue: 10, passThrough }, ports, saved.treasury),
    market: createCallMarket({ spreadSensitivity: '0.1' }, ports, saved.market),
  };
}

const save = ({ events: _, ...parts }: World): string =>
  JSON.stringify(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.snapshot()])));

function playDay({ ledger, bank, treasury, market }: World, day: number, bonds = 0): void {
  market.beginTick(day);
  bank.conductOpenMarketOperations(treasury, bonds);
  market.supplyReserves('saver', ledger.balance('saver', 'reserves'));
  market.requestLoan({ borrowerId: 'shop', amount: 1000 });
  market.processMarketClearing(bank.getPolicyRate().rate);
}

const world = open();
for (const day of [1, 2, 3]) playDay(world, day);
const saved = save(world);
const told = world.events.events.length;

const copy = open(saved);
for (const one of [world, copy]) for (const day of [4, 5, 6]) playDay(one, day, 20);
export const whole: string = JSON.stringify(world.events.events.slice(told));
export const resumed: string = JSON.stringify(copy.events.events);
console.log(`resumed: the same events? ${resumed === whole}`);

export const futures: readonly string[] = [0, 20].map((bonds) => {
  const future = open(saved);
  playDay(future, 4, bonds);
  return String(future.market.lastClearing()?.callRate);
});
console.log(`call rate on day 4: ${futures[0]}; had the central bank bought 20 bonds, ${futures[1]}`);
