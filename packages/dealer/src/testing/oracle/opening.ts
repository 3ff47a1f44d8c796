import { createRandom, decimal } from '@bagehot/kernel';
import { allocateTickets } from './allocation.js';
import { byMaturity } from './eligibility.js';
import { OracleError } from './errors.js';
import { total } from './money.js';
import type { OracleScenario } from './scenario.js';
import { DEFAULT_BUCKET_ROWS, pricePerTicket, settingsOf } from './settings.js';
import {
  amountOf,
  bucketFor,
  canonicalOrder,
  type Desk,
  entityOf,
  present,
  shelf,
  type World,
  write,
} from './world.js';

/** The entry of a table under a user's name, never an inherited one. */
function entry<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** One bucket's market makers, still without cash. */
function openDesk(scenario: OracleScenario, row: readonly [string, number, number | null], spreadMin: string): Desk {
  const { config } = scenario;
  const [bucket, daysMin, daysMax] = row;
  const [mid, spread, midSensitivity, spreadSensitivity] = present(
    entry(config.anchors, bucket),
    `anchors of ${bucket}`,
  );
  if (decimal(spread).lt(spreadMin)) {
    const path = `anchors.${bucket}`;
    throw new OracleError('BAD_SCENARIO', { path }, `${path}: spread ${spread} is below Omin ${spreadMin}`);
  }
  return {
    ...{ bucket, daysMin, daysMax },
    midSensitivity: decimal(midSensitivity),
    spreadSensitivity: decimal(spreadSensitivity),
    mid: pricePerTicket(config, mid),
    spread: pricePerTicket(config, spread),
    spreadEarned: decimal(0),
    dealer: { id: `${config.dealerPrefix ?? 'D:'}${bucket}`, cash: decimal(0) },
    vbt: { id: `${config.vbtPrefix ?? 'V:'}${bucket}`, cash: decimal(0) },
  };
}

/** Opening cash of the market makers: what the scenario says, else their tickets at the mid. */
function endow(world: World, scenario: OracleScenario): void {
  const { moneyDecimals } = world.settings;
  for (const desk of world.desks) {
    const given = [entry(scenario.dealers, desk.bucket), entry(scenario.vbts, desk.bucket)];
    for (const [position, maker] of [desk.dealer, desk.vbt].entries()) {
      const cash = given[position]?.cash;
      const path = `opening cash of ${maker.id}`;
      maker.cash =
        cash === undefined
          ? desk.mid.times(shelf(world, maker.id, desk.bucket).length)
          : amountOf(cash, path, moneyDecimals);
    }
  }
}

/** Refuses scenarios whose names or days contradict each other. */
function check(world: World): void {
  const refuse = (path: string): never => {
    throw new OracleError('BAD_SCENARIO', { path }, path);
  };
  const entities = canonicalOrder(world).map((entity) => entity.id);
  if (new Set(entities).size < entities.length) refuse('ids of entities must differ');
  if (new Set(world.tickets.map((ticket) => ticket.id)).size < world.tickets.length) refuse('ticket ids must differ');
  if (new Set(world.tickets.map((ticket) => ticket.serial)).size < world.tickets.length) refuse('serials must differ');
  for (const ticket of world.tickets) {
    entityOf(world, ticket.owner);
    if (!world.traders.some((trader) => trader.id === ticket.issuer)) refuse(`issuer of ${ticket.id} is no trader`);
    if (ticket.owner === ticket.issuer) refuse(`owner of ${ticket.id} is its issuer`);
  }
}

/** The state of day 0 with its `Init` record (dealer specification, section 4). */
export function openWorld(scenario: OracleScenario): World {
  const { config } = scenario;
  const settings = settingsOf(config);
  const desks = (config.buckets ?? DEFAULT_BUCKET_ROWS).map((row) => openDesk(scenario, row, config.Omin ?? '0'));
  const traders = scenario.traders.map(({ id, cash }) => ({
    id,
    cash: amountOf(cash, `cash of ${id}`, settings.moneyDecimals),
    defaulted: false,
  }));
  const tickets = scenario.tickets
    .map((row) => {
      if (row.maturity_day < 1) {
        const path = `${row.id} is already due`;
        throw new OracleError('BAD_SCENARIO', { path }, path);
      }
      const label = bucketFor(desks, row.maturity_day);
      return {
        ...{ id: row.id, issuer: row.issuer, owner: row.owner, maturityDay: row.maturity_day, serial: row.serial },
        ...{ origin: label, label },
      };
    })
    .sort((left, right) => left.serial - right.serial);
  const random = createRandom(scenario.seed ?? 42);
  const world: World = {
    ...{ settings, random, issuerDraws: random, day: 0, traders, desks, tickets },
    ...{ losses: [], records: [] },
  };
  check(world);
  if (scenario.allocation !== undefined) allocateTickets(world, scenario.allocation);
  endow(world, scenario);
  writeOpening(world);
  return world;
}

/** Who starts with what, and how much money there is in all. */
function writeOpening(world: World): void {
  const entities = canonicalOrder(world);
  const roleOf = (position: number): string => {
    if (position < world.traders.length) return 'trader';
    return position < world.traders.length + world.desks.length ? 'dealer' : 'vbt';
  };
  write(world, 'Init', {
    ticket_size: world.settings.size.toString(),
    total_cash: total(entities.map((entity) => entity.cash)).toString(),
    positions: entities.map(({ id, cash }, position) => ({
      agent: id,
      role: roleOf(position),
      cash: cash.toString(),
    })),
    tickets: [...world.tickets].sort(byMaturity).map(({ id, issuer, owner, maturityDay, label }) => ({
      ...{ ticket: id, issuer, owner, maturity_day: maturityDay, bucket: label },
    })),
    anchors: world.desks.map(({ bucket, mid, spread }) => ({
      ...{ bucket, mid: mid.toString(), spread: spread.toString() },
    })),
  });
}
