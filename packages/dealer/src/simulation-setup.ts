import { type AgentId, createLedger, type Ledger } from '@bagehot/kernel';
import { type Accounts, createTicketColumns, int32Columns, moneyGrid, quanta } from '@bagehot/kernel/quanta';
import { Auditor } from './auditor.js';
import { DebtCalendar } from './debt-calendar.js';
import { Engine } from './engine.js';
import { type MarketMakers, openMarketMakers } from './floor.js';
import { InitRecord } from './init-event.js';
import { TicketIssuers } from './issuer-book.js';
import { LedgerMarket } from './ledger-market.js';
import { Opening } from './opening.js';
import { ConfigReader, readSettings, type Settings } from './settings.js';
import {
  type DealerSimulation,
  type OpeningWarning,
  type SimulationPorts,
  StandaloneSimulation,
} from './simulation.js';
import { type DealerSimulationConfig, MIN_TRADERS } from './simulation-config.js';
import { readOpening, type TicketList } from './simulation-reader.js';
import type { DealerSimulationSnapshot } from './simulation-snapshot.js';
import { requireSnapshot, restoreMarket } from './snapshot.js';

/** Traders and tickets of a large market as columns. Traders are 0 to traderCount - 1; dealers follow in bucket order, then value-based traders. */
export interface SimulationColumns {
  readonly traderCount: number;
  /** Opening cash of each trader, in quanta. */
  readonly cash: ArrayLike<bigint>;
  readonly issuer: Int32Array;
  /** Original creditors; with `allocation: 'given'` the owners. */
  readonly owner: Int32Array;
  readonly maturityDay: Int32Array;
  /** @defaultValue place in the columns */
  readonly serial?: Int32Array;
}

type Rules = Omit<DealerSimulationConfig, 'traders' | 'debts' | 'tickets'>;

/** Settings of a stand-alone market, with problems of shares and amounts. */
function readRules(reader: ConfigReader, config: Rules): Settings {
  const settings = readSettings(reader, config);
  const dealerShare = reader.decimal('dealerShare', config.dealerShare ?? '0.25', 'BAD_SHARES');
  const vbtShare = reader.decimal('vbtShare', config.vbtShare ?? '0.50', 'BAD_SHARES');
  if (dealerShare.lt(0) || vbtShare.lt(0) || dealerShare.plus(vbtShare).gt(1))
    reader.report(
      'dealerShare',
      `shares must not be negative nor exceed 1 together, but are ${dealerShare} and ${vbtShare}`,
      'BAD_SHARES',
    );
  for (const [field, cash] of [
    ['dealerCash', config.dealerCash],
    ['vbtCash', config.vbtCash],
  ] as const) {
    if (cash === undefined) continue;
    for (const [bucket, amount] of cash) {
      if (!settings.buckets.some(({ id }) => id === bucket)) reader.report(`${field}.${bucket}`, 'is for no bucket');
      reader.quanta(`${field}.${bucket}`, amount);
    }
  }
  return settings;
}

function findWarnings(traderCount: number, strict: boolean, reader: ConfigReader): OpeningWarning[] {
  if (traderCount >= MIN_TRADERS) return [];
  const message = `${traderCount} traders; results are published for ${MIN_TRADERS} and more`;
  if (strict) reader.report('traders', message, 'TOO_FEW_TRADERS');
  return [{ code: 'FEW_TRADERS', path: 'traders', message }];
}

/** Everything a run is put together from. */
interface Start {
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly makers: MarketMakers;
  readonly traders: Int32Array;
  readonly tickets: TicketList;
  readonly warnings: OpeningWarning[];
}

function assemble(
  start: Start,
  config: Rules,
  ports: SimulationPorts,
): { readonly simulation: StandaloneSimulation; readonly engine: Engine } {
  const { settings, ledger, accounts, tickets, warnings } = start;
  const { issuer, owner, maturityDay, serial, names } = tickets;
  const columns = {
    issuer,
    owner,
    maturityDay,
    ...(serial === undefined ? {} : { serial }),
    ...(names === undefined ? {} : { names }),
  };
  const window = createTicketColumns(accounts, columns, settings.ticketSize);
  const issuers = new TicketIssuers(window, accounts.agentCount);
  const engine = new Engine({ settings, accounts, window, makers: start.makers, issuers, random: ports.random, ports });
  const calendar = new DebtCalendar(window, accounts.agentCount, engine.sets.rule.horizonDays);
  issuers.calendar = calendar;
  engine.aging.reached = 0;
  const auditor = settings.checks === 'off' ? undefined : new Auditor(engine.floor, settings.checks);
  engine.floor.audit = auditor;
  for (const { dealer, settings: bucket } of engine.floor.desks) {
    if (window.shelf(dealer).size > 0 || engine.floor.cash.get(dealer) > 0n) continue;
    const message = `the dealer of ${bucket.id} has neither tickets nor cash: it only passes orders through`;
    warnings.push({ code: 'EMPTY_DEALER', path: `dealerCash.${bucket.id}`, message });
  }
  const simulation = new StandaloneSimulation({
    engine,
    market: new LedgerMarket(engine, undefined, auditor),
    issuers,
    calendar,
    ledger,
    accounts,
    auditor,
    traders: start.traders,
    config,
    warnings,
    isShared: ports.ledger !== undefined,
    needsNames: ports.eligibility !== undefined,
  });
  return { simulation, engine };
}

function makeLedger(config: Rules, ports: SimulationPorts): Ledger {
  return ports.ledger ?? createLedger({ moneyDecimals: config.moneyDecimals ?? 12, journal: config.journal ?? 'full' });
}

/** Opens a market that was read and found right. */
function open(
  start: Start,
  cash: ArrayLike<bigint>,
  config: Rules & Pick<DealerSimulationConfig, 'tickets'>,
  ports: SimulationPorts,
): DealerSimulation {
  const { settings, accounts, makers, traders, tickets } = start;
  new Opening(settings, config, accounts, makers).endow({ traders, cash, ...tickets }, ports.random);
  const { simulation, engine } = assemble(start, config, ports);
  if (engine.floor.emission.isOn) engine.floor.emission.emit(new InitRecord(engine, traders));
  return simulation;
}

/**
 * A dealer market that stands alone: traders owe each other, market makers take their share of the tickets, and each day tickets age, change hands and are
 * settled.
 *
 * @param config - traders, debts (or tickets) and rules; prices per unit of face
 * @param ports - the random source, and whatever of the rules is the user's own
 * @param snapshot - continues there: traders, debts and tickets of the configuration are not looked at
 * @throws DealerError `BAD_CONFIG`, or the one code all problems share, with every problem in `details.problems`; `INVALID_SNAPSHOT`
 * @example
 * const simulation = createDealerSimulation(
 *   {
 *     traders: [{ id: 'H1', cash: 1 }, { id: 'H2', cash: 4 }],
 *     debts: [{ debtor: 'H1', creditor: 'H2', amount: 3, dueDay: 5 }],
 *   },
 *   { random: createRandom(42) },
 * );
 * while (simulation.runDay() === 'active');
 * @see dealer specification, sections 4 and 9
 */
export function createDealerSimulation(
  config: DealerSimulationConfig,
  ports: SimulationPorts,
  snapshot?: DealerSimulationSnapshot,
): DealerSimulation {
  if (snapshot !== undefined) return resume(config, ports, snapshot);
  const decimals = config.moneyDecimals ?? 12;
  const grid = ports.ledger === undefined ? moneyGrid(decimals) : quanta(ports.ledger).grid;
  const reader = new ConfigReader(grid);
  const settings = readRules(reader, config);
  const warnings = findWarnings(config.traders.length, config.strict === true, reader);
  const opening = readOpening(reader, config, settings);
  reader.finish();
  const ledger = makeLedger(config, ports);
  const accounts = quanta(ledger);
  if (!accounts.hasAsset('cash')) accounts.issue('cash', 'CB');
  const mayOverdraw = config.traderOverdraft === true;
  const traders = Int32Array.from(config.traders, ({ id }) => accounts.open(id, { kind: 'trader', mayOverdraw }));
  const makers = openMarketMakers(settings, accounts);
  const tickets = opening.tickets((name: AgentId) => accounts.indexOf(name));
  return open({ settings, ledger, accounts, makers, traders, tickets, warnings }, opening.cash, config, ports);
}

/**
 * The same from columns, for markets too large for lists of objects. Traders are named H1, H2, ... and tickets T0, T1, ... when somebody asks.
 *
 * @throws DealerError as {@link createDealerSimulation}
 */
export function createDealerSimulationFromColumns(
  columns: SimulationColumns,
  config: Rules,
  ports: SimulationPorts,
): DealerSimulation {
  const grid = ports.ledger === undefined ? moneyGrid(config.moneyDecimals ?? 12) : quanta(ports.ledger).grid;
  const reader = new ConfigReader(grid);
  const settings = readRules(reader, config);
  const { traderCount, cash } = columns;
  const warnings = findWarnings(traderCount, config.strict === true, reader);
  reader.finish();
  const ledger = makeLedger(config, ports);
  const accounts = quanta(ledger);
  if (!accounts.hasAsset('cash')) accounts.issue('cash', 'CB');
  const first = accounts.openRule(
    traderCount,
    (k) => `H${k + 1}`,
    (name) => (/^H[1-9][0-9]*$/.test(name) ? Number(name.slice(1)) - 1 : -1),
    { kind: 'trader', mayOverdraw: config.traderOverdraft === true },
  );
  const makers = openMarketMakers(settings, accounts);
  const agents = new Int32Array(traderCount + 2 * makers.dealers.length);
  for (let i = 0; i < traderCount; i++) agents[i] = first + i;
  agents.set(makers.dealers, traderCount);
  agents.set(makers.vbts, traderCount + makers.dealers.length);
  const [issuer, owner] = int32Columns(2, columns.issuer.length) as [Int32Array, Int32Array];
  for (let i = 0; i < issuer.length; i++) {
    issuer[i] = agents[columns.issuer[i] as number] as number;
    owner[i] = agents[columns.owner[i] as number] as number;
  }
  const tickets = {
    issuer,
    owner,
    maturityDay: columns.maturityDay,
    serial: columns.serial,
    names: undefined,
  };
  const traders = agents.subarray(0, traderCount);
  return open({ settings, ledger, accounts, makers, traders, tickets, warnings }, cash, config, ports);
}

/** Continues a run where its snapshot was taken. */
function resume(config: Rules, ports: SimulationPorts, snapshot: DealerSimulationSnapshot): DealerSimulation {
  requireSnapshot(snapshot, 'dealer-simulation');
  const ledger = ports.ledger ?? createLedger({ from: snapshot.ledger, journal: config.journal ?? 'full' });
  const accounts = quanta(ledger);
  const reader = new ConfigReader(accounts.grid);
  const settings = readRules(reader, config);
  reader.finish();
  const traders = Int32Array.from(snapshot.traders, (name) => accounts.indexOf(name));
  const makers = openMarketMakers(settings, accounts);
  const names = new Map(snapshot.tickets.map(([id, , , , serial]) => [serial, id]));
  const tickets: TicketList = {
    issuer: Int32Array.from(snapshot.tickets, ([, issuer]) => accounts.indexOf(issuer)),
    owner: Int32Array.from(snapshot.tickets, ([, , owner]) => accounts.indexOf(owner)),
    maturityDay: Int32Array.from(snapshot.tickets, ([, , , maturityDay]) => maturityDay),
    serial: Int32Array.from(snapshot.tickets, ([, , , , serial]) => serial),
    names: (serial) => names.get(serial) as string,
  };
  const { simulation, engine } = assemble(
    { settings, ledger, accounts, makers, traders, tickets, warnings: [] },
    config,
    ports,
  );
  restoreMarket(engine, snapshot.market);
  simulation.resume(snapshot.defaulted, snapshot.stopped);
  return simulation;
}
