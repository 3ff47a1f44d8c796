import { createEventLog, createRandom, createRecordCodec, type EventRecord } from '@bagehot/kernel';
import { dealerRecordAliases } from '../event-tables.js';
import type { DealerEvent } from '../events.js';
import type { DealerMetrics } from '../metrics.js';
import { measureDealer } from '../metrics-fold.js';
import type { DealerPorts } from '../ports.js';
import type { DealerSimulationConfig } from '../simulation-config.js';
import { createDealerSimulation } from '../simulation-setup.js';
import type { OracleConfig, OracleScenario } from './oracle/scenario.js';
import { DEFAULT_BUCKET_ROWS } from './oracle/settings.js';

/** Fields that a `Trade` has in memory beyond those of the dealer specification, section 12. */
const BEYOND_SPECIFICATION: ReadonlySet<string> = new Set([
  'dealer',
  'vbt',
  'contract',
  'quantity',
  'amount',
  'quote_before',
  'inventory_after',
]);

type Rules = Omit<DealerSimulationConfig, 'traders' | 'tickets' | 'dealerCash' | 'vbtCash'>;

/** Only what the scenario says, so that the package's own defaults are tested too. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof given<T>
  >;
}

/** The rules of a scenario as the package's configuration. */
function rulesOf({ config, allocation }: OracleScenario): Rules {
  const { S, moneyDecimals, parCap, skipPinned, tradeMaturing, overdraft, vbtFunding, block } = config;
  const { settlement, lossAttribution, anchorUpdates, acceptNonPositive, stopOnDefault } = config;
  const dealerPrefix = config.dealerPrefix ?? 'D:';
  const vbtPrefix = config.vbtPrefix ?? 'V:';
  const buckets = config.buckets ?? DEFAULT_BUCKET_ROWS;
  return {
    ...given({ ticketSize: S, moneyDecimals, parCap, skipPinned, tradeMaturing, overdraft, vbtFunding, block }),
    ...given({ settlement, lossAttribution, anchorUpdates, acceptNonPositive, stopOnDefault }),
    ...given({ guardMid: config.Mmin, clipBidAtZero: config.clip, sellHorizonDays: config.sellHorizon }),
    ...given({ horizonDays: config.H, cashBuffer: config.bufferB, sellProbability: config.piSell }),
    ...given({ maxArrivals: config.Nmax, reserveHorizonDays: reserveHorizon(config) }),
    ...given({ singleIssuer: config.issuerConstraint && config.issuerConstraint === 'single' }),
    ...given({ issuerDraw: config.issuerDraw && (config.issuerDraw === 'earliest' ? 'calendar' : 'proportional') }),
    ...given({ anchorUpdate: config.Omin === undefined ? undefined : { minSpread: config.Omin } }),
    ...(allocation === undefined ? { allocation: 'given' } : { allocation: 'random', ...allocation }),
    buckets: buckets.map(([id, minDays, maxDays]) => ({ id, minDays, maxDays })),
    anchors: new Map(
      buckets.map(([id]) => {
        const [mid, spread, midSensitivity, spreadSensitivity] = config.anchors[id] ?? ['', '', '', ''];
        return [id, { mid, spread, midSensitivity, spreadSensitivity }];
      }),
    ),
    accountNames: { dealer: (bucket) => `${dealerPrefix}${bucket}`, vbt: (bucket) => `${vbtPrefix}${bucket}` },
  };
}

function reserveHorizon({ reserveDue, reserveHorizon: days }: OracleConfig): number | null | undefined {
  return reserveDue === false ? null : days;
}

/** The whole of a scenario as the package's configuration. Scenarios with prices per unit of face only. */
export function simulationConfig(scenario: OracleScenario): DealerSimulationConfig {
  const { config, dealers = {}, vbts = {} } = scenario;
  const names = (config.buckets ?? DEFAULT_BUCKET_ROWS).map(([name]) => name);
  const cashOf = (table: NonNullable<OracleScenario['dealers']>) =>
    new Map(names.filter((name) => Object.hasOwn(table, name)).map((name) => [name, table[name]?.cash ?? '0']));
  return {
    ...rulesOf(scenario),
    traders: scenario.traders,
    tickets: scenario.tickets.map(({ maturity_day: maturityDay, ...ticket }) => ({ ...ticket, maturityDay })),
    dealerCash: cashOf(dealers),
    vbtCash: cashOf(vbts),
  };
}

/** A run of the package's own simulation, in the form of a run of the oracle. */
export interface SimulatedRun {
  /** The log with the fields of the dealer specification, section 12. */
  readonly records: readonly EventRecord[];
  readonly metrics: DealerMetrics | undefined;
}

/**
 * Runs a scenario of {@link runOracle} with the package's own simulation.
 *
 * Scenarios with prices per unit of face and a random order flow only.
 *
 * @param ports - rules of one's own that should not change a byte
 */
export function simulateScenario(scenario: OracleScenario, ports: Pick<DealerPorts, 'outside'> = {}): SimulatedRun {
  const log = createEventLog<DealerEvent>();
  const random = createRandom(scenario.seed ?? 42);
  const simulation = createDealerSimulation(simulationConfig(scenario), { random, events: log, ...ports });
  while (simulation.day < scenario.days) if (simulation.runDay() === 'stopped') break;
  const codec = createRecordCodec(dealerRecordAliases);
  const records = log.events.map((event) => {
    const fields = Object.entries(codec.encode(event));
    return Object.fromEntries(fields.filter(([field]) => event.kind !== 'Trade' || !BEYOND_SPECIFICATION.has(field)));
  });
  return { records, metrics: measureDealer(log.events) };
}
