import { createSpatialEconomy, type FinancingAudit, financingInvariants } from '@bagehot/financing';
import { assertInvariants, decimal, type LedgerView } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** A round in which one buys on credit and delivers from home. */
function sound(): FinancingAudit {
  const economy = createSpatialEconomy({
    mode: 'TOTAL_WEALTH',
    grid: { width: 4, height: 4, obstacles: [[0, 0]] },
    movement: 'astar',
    loadFraction: '0.5',
    departure: 'never',
    agents: [
      { id: 1, alpha: ['0.2', '0.8'], home: [4, 0], personal: [0, 0], homePosition: [1, 1] },
      { id: 2, alpha: ['0.5', '0.5'], home: [0, 3], personal: [0, 0], homePosition: [1, 2] },
      { id: 3, alpha: ['0.9', '0.1'], home: [1, 6], personal: [0, 0], homePosition: [2, 2] },
    ],
  });
  economy.runRound();
  return economy.audit();
}

type Market = NonNullable<FinancingAudit['market']>;

/** The same, with one part of its market changed. */
function withMarket(change: (market: Market) => Partial<Market>): FinancingAudit {
  const audit = sound();
  const market = audit.market as Market;
  return { ...audit, market: { ...market, ...change(market) } };
}

function withBalance(owner: string, amount: string): FinancingAudit {
  const audit = sound();
  const ledger: LedgerView = {
    quantum: audit.ledger.quantum,
    agents: () => audit.ledger.agents(),
    assets: () => audit.ledger.assets(),
    held: (...args) => audit.ledger.held(...args),
    cash: (...args) => audit.ledger.cash(...args),
    balance: (agent, asset) => (agent === owner ? decimal(amount) : audit.ledger.balance(agent, asset)),
  };
  return { ...audit, ledger };
}

/** The list with its first entry of a sign, or its first at all, changed. */
const changed = (
  list: readonly bigint[],
  change: (amount: bigint) => bigint,
  of = (_: bigint) => true,
): readonly bigint[] => {
  const at = list.findIndex(of);
  return list.map((amount, index) => (index === at ? change(amount) : amount));
};

const isSale = (amount: bigint): boolean => amount < 0n;
const isPurchase = (amount: bigint): boolean => amount > 0n;

const lawsBroken = (audit: FinancingAudit): readonly string[] =>
  financingInvariants.filter((law) => law.check(audit) !== undefined).map(({ name }) => name);

describe('the laws of a spatial economy', () => {
  it('hold', () => {
    assertInvariants(sound(), financingInvariants);
    expect(lawsBroken({ ...sound(), market: null })).toEqual([]);
  });

  it.each<[string, () => FinancingAudit]>([
    ['goods sum to zero', () => withBalance('nature', '-5')],
    ['stations are empty', () => withBalance('market', '1')],
    ['nobody has less than nothing', () => withBalance('2/home', '-1')],
    [
      'phases fit places',
      () => {
        const audit = sound();
        return { ...audit, population: { ...audit.population, x: new Int32Array(3), y: new Int32Array(3) } };
      },
    ],
    [
      'phases fit places',
      () => {
        const audit = sound();
        return { ...audit, population: { ...audit.population, inMarket: new Uint8Array(3) } };
      },
    ],
    [
      'phases fit places',
      () => {
        const audit = sound();
        const home = { phase: new Uint8Array(3), tripDistance: Float64Array.of(0, 1, 0) };
        return { ...audit, population: { ...audit.population, ...home } };
      },
    ],
    [
      'executed is at most requested, and requested at most desired',
      () =>
        withMarket(({ orders }) => ({ orders: orders && { ...orders, requested: orders.requested.map(() => 0n) } })),
    ],
    [
      'executed is at most requested, and requested at most desired',
      () =>
        withMarket(({ orders }) => ({
          orders: orders && { ...orders, requested: changed(orders.desired, (order) => order + 1n, isPurchase) },
        })),
    ],
    [
      'sales are carried',
      () =>
        withMarket(({ participants }) => ({
          participants: { ...participants, personal: new BigInt64Array(participants.personal.length) },
        })),
    ],
    [
      'purchases are sales',
      () =>
        withMarket(({ clearing }) => ({
          clearing: clearing && { ...clearing, executed: changed(clearing.executed, (amount) => amount + 1n, isSale) },
        })),
    ],
    [
      'bounds hold within the tolerance',
      () => withMarket(({ orders }) => ({ orders: orders && { ...orders, fixed: orders.fixed.map(() => 0n) } })),
    ],
    [
      'bounds hold within the tolerance',
      () =>
        withMarket(({ orders }) => ({ orders: orders && { ...orders, claimLimit: orders.claimLimit.map(() => 0n) } })),
    ],
    [
      'settlement closes',
      () =>
        withMarket(({ settlement }) => ({
          settlement: settlement && { ...settlement, rounding: changed(settlement.rounding, (value) => value + 1n) },
        })),
    ],
    [
      'settlement closes',
      () =>
        withMarket(({ settlement }) => ({
          settlement: settlement && {
            ...settlement,
            received: changed(settlement.received, (amount) => amount + 1n, isPurchase),
          },
        })),
    ],
  ])('tell when it is not so that %s', (law, audit) => {
    expect(lawsBroken(audit())).toContain(law);
    expect(() => assertInvariants(audit(), financingInvariants)).toThrow(/round 1:/);
  });
});
