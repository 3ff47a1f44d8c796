/**
 * A netted session of 100,000 orders, half on each side, with 50,000 loans due of the tick before. Everybody who has lent offers a part of what it is to get back
 * again, half on average, and some money; everybody who has borrowed asks for what it owes. From submission to loans on ledger and register, with every event. See section 11.7
 * of the central bank specification.
 */
import { createCallMarket } from '@bagehot/central-bank';
import { createContracts, createLedger, createRandom } from '@bagehot/kernel';
import { formatUnits, quanta } from '@bagehot/kernel/quanta';

const SIDE = 50_000;
const REPEATS = 3;
const DECIMALS = 2;

/** CPU milliseconds of one call. */
function cpuMs(body) {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A market whose first session is over; the loans of it are due. */
function economy(seed, events) {
  const ledger = createLedger({ moneyDecimals: DECIMALS });
  const contracts = createContracts(ledger);
  const accounts = quanta(ledger);
  const register = quanta(contracts);
  accounts.issue('reserves', 'CB');
  const column = accounts.column('reserves');
  const random = createRandom(seed).stream('bench/central-bank');
  const market = createCallMarket({ spreadSensitivity: '0.1', settlement: 'netted' }, { ledger, contracts, events });
  market.beginTick(1);
  for (let k = 0; k < SIDE; k++) {
    const amount = BigInt(random.nextInt(1_000, 1_000_000));
    column.move(0, column.issuer, accounts.open(`L${k}`), 2n * amount);
    accounts.open(`B${k}`);
    market.supplyReserves(`L${k}`, formatUnits(amount, DECIMALS));
  }
  for (let k = 0; k < SIDE; k++)
    market.requestLoan({
      borrowerId: `B${k}`,
      amount: formatUnits(BigInt(random.nextInt(1_000, 1_000_000)), DECIMALS),
    });
  market.processMarketClearing('0.05');
  market.beginTick(2);
  return { accounts, register, column, market, random };
}

/** What everybody wants in the second session, as text. */
function orders({ accounts, register, column, random }) {
  const supplies = [];
  const requests = [];
  for (let k = 0; k < SIDE; k++) {
    const lender = accounts.indexOf(`L${k}`);
    const renewed = (register.receivable(lender) * BigInt(random.nextInt(0, 100))) / 100n;
    const money = column.get(lender) / 4n;
    supplies.push([`L${k}`, formatUnits(money, DECIMALS), formatUnits(renewed, DECIMALS)]);
    requests.push({ borrowerId: `B${k}`, amount: formatUnits(register.payable(accounts.indexOf(`B${k}`)), DECIMALS) });
  }
  return { supplies, requests };
}

let least = Number.POSITIVE_INFINITY;
let detail = {};
for (let repeat = 0; repeat < REPEATS; repeat++) {
  let session;
  const events = {
    emit(event) {
      if (event.kind === 'NettedSession') session = event;
    },
  };
  const world = economy(repeat + 1, events);
  const { supplies, requests } = orders(world);
  const due = world.market.openLoans().length;
  if (due < 0.99 * SIDE) throw new Error(`only ${due} loans are due`);
  const ms = cpuMs(() => {
    for (const [lender, money, renewed] of supplies) world.market.supplyReserves(lender, money, undefined, { renewed });
    for (const request of requests) world.market.requestLoan(request);
    world.market.processMarketClearing('0.05');
  });
  if (world.column.sum() !== 0n) throw new Error('reserves must be conserved');
  if (world.column.get(world.accounts.indexOf('clearing-house')) !== 0n)
    throw new Error('the clearing house must be empty');
  least = Math.min(least, ms);
  const { gross, net, renewed, passes } = session;
  detail = { due, passes, gross: String(gross), net: String(net), renewed: String(renewed) };
}
const name = '100,000 orders and 50,000 loans due, half offered again: submission to loans on ledger and register';
process.stdout.write(
  `${JSON.stringify({ id: 'C5', name, value: Number(least.toPrecision(3)), unit: 'ms', target: '<= 3000', ...detail })}\n`,
);
