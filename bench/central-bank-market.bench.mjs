/**
 * A call market with 100,000 orders, half on each side: from submission to the outcome, and with the legs and contracts on the ledger and the register; then
 * the settlement of the loans. From section 14 of the central bank specification.
 */
import { createCallMarket } from '@bagehot/central-bank';
import { createContracts, createLedger, createRandom } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';

const SIDE = 50_000;
const REPEATS = 5;

/** CPU milliseconds of one call. */
function cpuMs(body) {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Lenders and borrowers with reserves, and what they want: amounts as text, as a scenario writes them. */
function economy(seed, events) {
  const ledger = createLedger({ moneyDecimals: 2 });
  const contracts = createContracts(ledger);
  const accounts = quanta(ledger);
  accounts.issue('reserves', 'CB');
  const column = accounts.column('reserves');
  const random = createRandom(seed).stream('bench/central-bank');
  const cents = () => random.nextInt(1, 1_000_000);
  const text = (amount) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
  const supplies = [];
  const requests = [];
  accounts.begin();
  for (let k = 0; k < SIDE; k++) {
    const offered = cents();
    const lender = accounts.open(`L${k}`);
    column.move(0, column.issuer, lender, BigInt(offered));
    supplies.push({ lender: `L${k}`, amount: text(offered) });
    const borrower = accounts.open(`B${k}`);
    column.move(0, column.issuer, borrower, 1_000n);
    requests.push({ borrowerId: `B${k}`, amount: text(cents()) });
  }
  accounts.commit();
  const market = createCallMarket({ spreadSensitivity: '0.1' }, { ledger, contracts, ...(events ? { events } : {}) });
  return { market, accounts, column, register: quanta(contracts), supplies, requests };
}

function submit({ market, supplies, requests }) {
  for (const { lender, amount } of supplies) market.supplyReserves(lender, amount);
  for (const request of requests) market.requestLoan(request);
}

/** Reads an outcome, so that nothing of it can be left out. */
function readGrants(report) {
  let granted = 0n;
  for (const grant of report.outcome.grants) granted += grant;
  if (granted !== report.outcome.volume) throw new Error('grants must add up to the volume');
}

const least = { outcome: Infinity, posted: Infinity, settled: Infinity, told: Infinity };
const note = (name, ms) => {
  least[name] = Math.min(least[name], ms);
};
let legs = 0;
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const world = economy(repeat + 1);
  const { market, column, register } = world;
  const submission = cpuMs(() => submit(world));
  note('outcome', submission + cpuMs(() => readGrants(market.indicativeClearing('0.05'))));
  note('posted', submission + cpuMs(() => market.processMarketClearing('0.05')));
  legs = market.lastClearing().outcome.legs.length;
  if (column.sum() !== 0n || register.count === 0) throw new Error('reserves must be conserved');
  note(
    'settled',
    cpuMs(() => market.beginTick(1)),
  );
  let events = 0;
  const told = economy(repeat + 1, {
    emit: () => {
      events++;
    },
  });
  note(
    'told',
    cpuMs(() => {
      submit(told);
      told.market.processMarketClearing('0.05');
    }),
  );
  if (events === 0) throw new Error('events must be told');
}

const line = (id, name, value, most) =>
  process.stdout.write(
    `${JSON.stringify({ id, name: `100,000 orders: ${name}`, value: Number(value.toPrecision(3)), unit: 'ms', target: `<= ${most}`, legs })}\n`,
  );
line('C1', 'submission to outcome', least.outcome, 500);
line('C2', 'submission to loans on ledger and register', least.posted, 1500);
line('C3', 'the same with every event', least.told, 2000);
line('C4', 'settlement of the loans', least.settled, 1500);
