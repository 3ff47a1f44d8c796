/**
 * The ledger. The design promises two figures: a transfer through the integer face with the journal within 100 ns (L1), and through the named face within 2 us
 * (L5). The others are budgets of our own, about twice what was seen, so that nothing gets slow unseen: a
 * transfer without journal, in a transaction of its own and rolled back; the columns of a million agents with eight tickets each, and what moves on them.
 */
import { createLedger, decimal } from '@bagehot/kernel';
import { createTicketColumns, quanta } from '@bagehot/kernel/quanta';
import { c } from './calibrate.mjs';

const REPEATS = 7;
const FEW = 1000;
const MANY = 1_000_000;
const TICKETS = 8 * MANY;

function report(id, name, value, unit, target, more = {}) {
  console.log(JSON.stringify({ id, name, value, unit, target, ...more }));
}

/** Times `body(operations, repeat)`, the cheapest of several repeats, and prints it per operation; the first repeats warm up. */
function time(id, name, operations, target, body) {
  let best = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = process.hrtime.bigint();
    body(operations, repeat);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / operations);
  }
  report(id, name, Number(best.toPrecision(3)), 'ns', target, { c: Number((best / c).toPrecision(3)) });
}

/** Agents whose names are a rule, each with some money. */
function economy(agents, journal, money) {
  const ledger = createLedger({ moneyDecimals: 9, journal });
  const accounts = quanta(ledger);
  accounts.openRule(
    agents,
    (k) => `H${k}`,
    (name) => Number(name.slice(1)),
  );
  accounts.issue('cash', 'CB');
  const cash = accounts.column('cash');
  const issuer = accounts.indexOf('CB');
  accounts.begin();
  for (let agent = 0; agent < agents; agent++) cash.move(0, issuer, agent, money);
  accounts.commit();
  return { ledger, accounts, cash, agents, label: accounts.label('trade') };
}

/** Moves money about; giver and taker walk through the agents in long steps. */
function transfers({ cash, agents, label }) {
  const amounts = [1_234_567n, 987_654_321n, 5n, 70_000_000n];
  return (operations, repeat) => {
    let from = repeat;
    for (let k = 0; k < operations; k++) {
      const to = (from + 7_919) % agents;
      cash.move(label, from, to, amounts[k & 3]);
      from = to;
    }
    if (cash.sum() !== 0n) throw new Error('the column must sum to zero');
  };
}

/** The same in transactions of their own, which stand or are taken back. */
function transactions({ accounts, cash, agents, label }, stand) {
  return (operations) => {
    for (let k = 0; k < operations; k++) {
      accounts.begin();
      cash.move(label, k % agents, (k + 1) % agents, 1n);
      if (stand) accounts.commit();
      else accounts.rollback();
    }
    if (cash.sum() !== 0n || accounts.depth !== 0) throw new Error('every transaction must be closed');
  };
}

/** Transfers between names, in decimals. */
function namedTransfers({ ledger, agents }) {
  const amounts = ['0.123456789', '12', '3.5', '0.000000001'].map((text) => decimal(text));
  return (operations, repeat) => {
    for (let k = 0; k < operations; k++) {
      const from = `H${(k + repeat) % agents}`;
      const to = `H${(k + repeat + 1) % agents}`;
      ledger.transfer({ day: 1, kind: 'trade', asset: 'cash', from, to, amount: amounts[k & 3] });
    }
  };
}

/** Customers sell the head of their list to one of three dealers, as on a market; then the dealer sells it back. */
function trades(window, label) {
  for (const dealer of [0, 1, 2]) window.useShelf(dealer);
  return (operations, repeat) => {
    let moved = 0;
    for (let k = 0; moved < operations; k++) {
      const trader = 3 + ((k * 37 + repeat) % 5_000);
      const ticket = window.heldFirst(trader);
      if (ticket === -1) continue;
      window.move(ticket, k % 3, label);
      window.move(ticket, trader, label);
      moved += 2;
    }
  };
}

/** Who owes and holds which ticket, and when it is due. */
function ticketTerms() {
  const issuer = new Int32Array(TICKETS);
  const owner = new Int32Array(TICKETS);
  const maturityDay = new Int32Array(TICKETS);
  for (let ticket = 0; ticket < TICKETS; ticket++) {
    issuer[ticket] = ticket % MANY;
    owner[ticket] = (ticket * 7 + 13) % MANY;
    maturityDay[ticket] = 1 + ((ticket * 11) % 30);
  }
  return { issuer, owner, maturityDay };
}

/** Megabytes in use after a collection. */
function megabytes() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

const logged = economy(FEW, 'full', 1_000_000_000_000_000n);
time('L1', 'integer transfer, journal on', 500_000, '<= 100', transfers(logged));

const plain = economy(FEW, 'none', 1_000_000_000_000_000n);
time('L2', 'integer transfer, no journal', 2_000_000, '<= 33', transfers(plain));
time('L3', 'integer transfer in a transaction of its own', 1_000_000, '<= 70', transactions(plain, true));
time('L4', 'integer transfer rolled back', 500_000, '<= 180', transactions(plain, false));

const named = economy(FEW, 'full', 1_000_000_000_000_000n);
time('L5', 'named transfer', 100_000, '<= 2000', namedTransfers(named));

const terms = ticketTerms();
const large = economy(MANY, 'none', 1_000_000_000_000n);
const before = megabytes();
const start = process.hrtime.bigint();
const window = createTicketColumns(large.accounts, terms, 20n);
const ms = Math.round(Number(process.hrtime.bigint() - start) / 1e6);
report('L6', 'a million agents with eight tickets: building', ms, 'ms', '<= 1500');
report('L7', 'a million agents with eight tickets: memory', Math.round(megabytes() - before), 'MB', '<= 400');
time('L8', 'ticket moves between a trader and a shelf', 500_000, '<= 50', trades(window, large.label));
time('L9', 'integer transfer among a million agents', 8_000_000, '<= 50', transfers(large));
