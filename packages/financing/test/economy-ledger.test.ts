import {
  createSpatialEconomy,
  type FinancingConfig,
  FinancingError,
  type RoundCompleted,
  type RoundEnd,
  type SpatialEconomy,
} from '@bagehot/financing';
import { createEventLog, createLedger, decimal, KernelError, type Ledger } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** Everybody lives in the market and carries half. */
const bazaar: FinancingConfig = {
  mode: 'TOTAL_WEALTH',
  grid: { width: 4, height: 4 },
  goods: ['grain', 'wine'],
  loadFraction: '0.5',
  quantityScale: 6,
  departure: 'never',
  agents: [
    { id: 1, alpha: ['0.2', '0.8'], home: [4, 0], personal: [0, 0], homePosition: [1, 1] },
    { id: 2, alpha: ['0.5', '0.5'], home: [0, 3], personal: [0, 0], homePosition: [1, 2] },
    { id: 3, alpha: ['0.9', '0.1'], home: [1, 6], personal: [0, 0], homePosition: [2, 2] },
  ],
};

function errorOf(call: () => unknown): FinancingError | KernelError {
  try {
    call();
  } catch (error) {
    if (error instanceof FinancingError || error instanceof KernelError) return error as FinancingError;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const give = (ledger: Ledger, from: string, to: string, amount: number, asset = 'good/grain'): void =>
  ledger.transfer({ day: 1, kind: 'gift', asset, from, to, amount: decimal(amount) });

describe('goods on the ledger', () => {
  it('begin as endowments from nature, at home and carried', () => {
    const ledger = createLedger();
    createSpatialEconomy(bazaar, { ledger });
    expect(
      [...ledger.journal].flatMap((entry) =>
        entry.op === 'transfer' ? [[entry.kind, entry.asset, entry.from, entry.to, String(entry.amount)]] : [],
      ),
    ).toEqual([
      ['endowment', 'good/grain', 'nature', '1/home', '4'],
      ['endowment', 'good/wine', 'nature', '2/home', '3'],
      ['endowment', 'good/grain', 'nature', '3/home', '1'],
      ['endowment', 'good/wine', 'nature', '3/home', '6'],
    ]);
    expect(ledger.snapshot().assets).toEqual([
      { name: 'good/grain', issuer: 'nature', decimals: 6 },
      { name: 'good/wine', issuer: 'nature', decimals: 6 },
    ]);
  });

  it('move in the order load, sales, purchases, deliveries, receipts, on the day given', () => {
    const ledger = createLedger();
    const economy = createSpatialEconomy(bazaar, { ledger });
    const since = ledger.journal.length;
    const { settlement } = economy.runRound(17).market;
    expect(settlement?.deliveredHome.some((amount) => amount > 0n)).toBe(true);
    const entries = [...ledger.journal].slice(since).flatMap((entry) => (entry.op === 'transfer' ? [entry] : []));
    const kinds = entries.map(({ kind }) => kind);
    const order = ['load', 'sale', 'purchase', 'delivery', 'receipt'];
    expect([...new Set(kinds)]).toEqual(order);
    expect(kinds).toEqual(kinds.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(entries.map(({ day }) => day))).toEqual(new Set([17]));
    for (const { kind, from, to } of entries) {
      if (kind === 'sale') expect(to).toBe('market');
      if (kind === 'purchase') expect(from).toBe('market');
      if (kind === 'delivery') expect(to).toBe('settlement');
      if (kind === 'receipt') expect([from, to.endsWith('/home')]).toEqual(['settlement', true]);
    }
    for (const station of ['market', 'settlement'])
      for (const good of economy.goods) expect(String(ledger.balance(station, good))).toBe('0');
  });

  it('are read at the start of each round, so that others may change them in between', () => {
    const ledger = createLedger();
    const economy = createSpatialEconomy(bazaar, { ledger });
    economy.runRound();
    const carried = ledger.balance('2', 'good/grain');
    give(ledger, 'nature', '2', 5);
    const { participants } = economy.runRound().market;
    expect(participants.personal[2]).toBe(BigInt(String(carried.plus(5).times(1_000_000))));
  });

  it('stand under the names the economy gives its people', () => {
    const ledger = createLedger();
    const economy = createSpatialEconomy(bazaar, { ledger, agentName: (id) => `H${id}` });
    economy.runRound();
    expect(ledger.agents()).toEqual([
      'nature',
      'market',
      'settlement',
      'H1',
      'H2',
      'H3',
      'H1/home',
      'H2/home',
      'H3/home',
    ]);
  });

  it.each([
    ['a station', (id: number) => (id === 2 ? 'market' : `H${id}`), 'agents[1].id'],
    ['nature', (id: number) => (id === 1 ? 'nature' : `H${id}`), 'agents[0].id'],
    ['another one’s home', (id: number) => (id === 3 ? 'H1/home' : `H${id}`), 'agents[2].id'],
  ])('never stand under the name of %s', (_, agentName, path) => {
    const ledger = createLedger();
    const error = errorOf(() => createSpatialEconomy(bazaar, { ledger, agentName }));
    expect([error.code, error.details]).toMatchObject(['DUPLICATE_AGENT_ID', { path }]);
    expect(ledger.agents()).toEqual([]);
  });

  it.each([
    ['issuer', { issuer: 'granary', decimals: 6 }],
    ['grid', { issuer: 'nature', decimals: 0 }],
  ])('of another %s on the shared ledger are refused, and nothing is left behind', (_, { issuer, decimals }) => {
    const ledger = createLedger();
    ledger.issue('good/wine', issuer, { decimals });
    const before = ledger.snapshot();
    expect(errorOf(() => createSpatialEconomy(bazaar, { ledger })).code).toBe('ASSET_EXISTS');
    expect(ledger.snapshot()).toEqual(before);
  });

  it('left at a station by somebody else are noticed', () => {
    const ledger = createLedger();
    const economy = createSpatialEconomy(bazaar, { ledger });
    give(ledger, '1/home', 'market', 1);
    const before = [ledger.snapshot(), economy.snapshot()];
    expect(errorOf(() => economy.runRound()).code).toBe('LEDGER_UNBALANCED');
    expect([ledger.snapshot(), economy.snapshot()]).toEqual(before);
    expect(errorOf(() => createSpatialEconomy({ ...bazaar, agents: [] }, { ledger })).code).toBe('LEDGER_UNBALANCED');
  });

  it('and the engine go back together when a transaction around a round fails', () => {
    const ledger = createLedger();
    const events = createEventLog<RoundCompleted>();
    const economy = createSpatialEconomy(bazaar, { ledger, events });
    economy.runRound();
    const before = [ledger.snapshot(), economy.snapshot()];
    expect(() =>
      ledger.transaction(() => {
        economy.runRound();
        economy.runRound();
        expect(economy.round).toBe(3);
        throw new Error('the rest of the day failed');
      }),
    ).toThrow('the rest of the day failed');
    expect([ledger.snapshot(), economy.snapshot()]).toEqual(before);
    expect(events.events.map(({ round }) => round)).toEqual([1]);
    expect(economy.runRound().round).toBe(2);
  });
});

describe('what happens at the end of a round', () => {
  /** An economy whose hook may be changed, and all that is known of it. */
  function hooked(hook: (state: RoundEnd, economy: SpatialEconomy) => void): {
    readonly economy: SpatialEconomy;
    readonly ledger: Ledger;
    readonly events: readonly RoundCompleted[];
    readonly known: () => unknown;
  } {
    const ledger = createLedger();
    const log = createEventLog<RoundCompleted>();
    const economy: SpatialEconomy = createSpatialEconomy(bazaar, {
      ledger,
      events: log,
      onRoundEnd: (state) => hook(state, economy),
    });
    const known = (): unknown => [ledger.snapshot(), economy.snapshot(), [...ledger.journal].length, log.events.length];
    return { economy, ledger, events: log.events, known };
  }

  it('may be consumption and harvest, which later rounds find', () => {
    const { economy, events } = hooked(({ ledger, goods, agents, round, market }) => {
      expect(agents.map(({ phase }) => phase)).toEqual(['at_market', 'at_market', 'at_market']);
      expect(market.participants.count).toBe(3);
      give(ledger, '3/home', 'nature', 1, goods[1]);
      give(ledger, 'nature', '1', round, goods[0]);
    });
    economy.runRound();
    economy.runRound();
    const totals = [0, 1].map((good) =>
      String(
        economy.agents.reduce(
          (sum, { home, personal }) => sum.plus(home[good] ?? 0).plus(personal[good] ?? 0),
          decimal(0),
        ),
      ),
    );
    expect(totals).toEqual(['8', '7']);
    const { personal, home } = (events[1] as RoundCompleted).population;
    expect([...personal, ...home].reduce((sum, amount) => sum + amount, 0n)).toBe(15_000_000n);
  });

  it.each<[string, (state: RoundEnd) => void]>([
    ['a gift between people', ({ ledger }) => give(ledger, '1/home', '2', 1)],
    ['a carriage', ({ ledger }) => give(ledger, '1/home', '1', 1)],
    ['goods left at a station', ({ ledger }) => give(ledger, '1/home', 'settlement', 1)],
    ['goods made at a station', ({ ledger }) => give(ledger, 'nature', 'market', 1)],
    [
      'a sale to strangers',
      ({ ledger }) => {
        ledger.open('stranger');
        give(ledger, '1/home', 'stranger', 1);
      },
    ],
  ])('is never %s', (_, hook) => {
    const { economy, known } = hooked((state) => state.round === 2 && hook(state));
    economy.runRound();
    const before = known();
    const error = errorOf(() => economy.runRound());
    expect(error.code).toBe('CONSERVATION_VIOLATED');
    expect(error.message).toContain('onRoundEnd');
    expect(known()).toEqual(before);
  });

  it('does not concern what is not the people’s', () => {
    const { economy, ledger } = hooked((state) => {
      state.ledger.open('stranger');
      state.ledger.issue('cash', 'CB');
      give(state.ledger, 'nature', 'stranger', 5);
      give(state.ledger, 'CB', '1', 3, 'cash');
    });
    economy.runRound();
    expect(String(ledger.balance('stranger', 'good/grain'))).toBe('5');
  });

  it('undoes the round when it fails: ledger, places, events', () => {
    let isBroken = true;
    const { economy, events, known } = hooked(({ ledger }) => {
      give(ledger, 'nature', '1', 1);
      if (isBroken) throw new Error('spoilt');
    });
    const before = known();
    expect(() => economy.runRound()).toThrow('spoilt');
    expect(known()).toEqual(before);
    isBroken = false;
    expect(economy.runRound().round).toBe(1);
    expect(events.length).toBe(1);
  });

  it('runs no round inside a round and takes no snapshot of half a one', () => {
    const { economy } = hooked((_, inside) => {
      expect(errorOf(() => inside.runRound()).code).toBe('INVALID_OPTION');
      expect(errorOf(() => inside.snapshot()).code).toBe('INVALID_OPTION');
    });
    expect(economy.runRound().round).toBe(1);
  });
});
