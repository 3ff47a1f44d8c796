import {
  type DealerMarketConfig,
  type DealerPorts,
  type OrderFlow,
  type OrderQueue,
  randomOrderFlow,
  recordOrderFlow,
  scriptedOrderFlow,
} from '@bagehot/dealer';
import { createRandom, type RandomSource, recordLine } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { recordOf } from './event-record.js';
import { type Debt, openWorld, type World } from './ledger-world.js';

const PEOPLE = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'];
/** Everybody owes the next one on some day, and holds claims that are due later; half of them are short. */
const DEBTS: readonly Debt[] = PEOPLE.flatMap((debtor, k): Debt[] => {
  const at = (ahead: number) => PEOPLE[(k + ahead) % PEOPLE.length] as string;
  return [
    [debtor, at(1), 3, 1 + (k % 3)],
    [debtor, at(2), 4, 5 + k],
  ];
});

function open(config: DealerMarketConfig = {}, ports: Partial<DealerPorts> = {}): World {
  const cash = Object.fromEntries(PEOPLE.map((id, k) => [id, k % 2 === 0 ? 0 : 6]));
  const world = openWorld(cash, DEBTS, config, ports);
  for (const dealer of world.market.dealers.values()) world.market.endow(0, dealer, 2);
  return world;
}

/** Everything written, and where draws came from: label and place in its use. */
function recording(random: RandomSource): { readonly source: RandomSource; readonly draws: string[] } {
  const draws: string[] = [];
  const wrap = (inner: RandomSource, label: string): RandomSource => {
    let place = 0;
    const note = <T>(value: T): T => {
      draws.push(`${label}#${place++}`);
      return value;
    };
    return {
      stream: (next) => wrap(inner.stream(next), label === '' ? next : `${label}/${next}`),
      nextInt: (least, most) => note(inner.nextInt(least, most)),
      nextBoolean: (probability) => note(inner.nextBoolean(probability)),
      pick: (items) => note(inner.pick(items)),
      shuffle: (items) => note(inner.shuffle(items)),
      snapshot: () => inner.snapshot(),
    };
  };
  return { source: wrap(random, ''), draws };
}

const lines = ({ events }: World): readonly string[] => events.events.map((event) => recordLine(recordOf(event)));

describe('sellers of a session', () => {
  it('are those named, of those who may', () => {
    const named = open();
    const results = named.market.runSession(1, PEOPLE, { sellers: new Set(['H1', 'H2', 'nobody']) });
    const sellers = named.events.of('Trade').filter(({ side }) => side === 'SELL');
    // H2 is not short.
    expect(new Set(sellers.map(({ trader }) => trader))).toEqual(new Set(['H1']));
    expect(results.length).toBeGreaterThan(0);
  });

  it('are everybody who may unless they are named', () => {
    const all = open();
    all.market.runSession(1, PEOPLE);
    const named = open();
    named.market.runSession(1, PEOPLE, { sellers: new Set(PEOPLE) });
    expect(lines(named)).toEqual(lines(all));
    named.market.runSession(2, PEOPLE, { sellers: new Set() });
    all.market.runSession(2, PEOPLE);
    expect(named.events.of('Trade').filter(({ day, side }) => day === 2 && side === 'SELL')).toEqual([]);
    named.market.runSession(3, PEOPLE);
    expect(named.events.of('Trade').some(({ day, side }) => day === 3 && side === 'SELL')).toBe(true);
  });

  it('have an order flow of the user’s own keep to them', () => {
    const seen: (readonly string[])[] = [];
    const onlooker: OrderFlow = { bounded: true, next: ({ sellers }) => void seen.push(sellers) };
    const world = open({}, { orderFlow: onlooker });
    world.market.runSession(1, PEOPLE, { sellers: new Set(['H1', 'H4']) });
    expect(seen).toEqual([['H1']]);
  });
});

describe('a late session', () => {
  it('has sellers and no buyers, on the labels and tickets of the first one', () => {
    const world = open();
    world.market.runSession(1, PEOPLE, { sellers: new Set() });
    const before = world.events.events.length;
    world.contracts.issue({ kind: 'payable', debtor: 'H2', creditor: 'H1', amount: world.ledger.quantum, dueDay: 9 });
    const results = world.market.runSession(1, PEOPLE, { late: true, sellers: new Set(['H1']) });
    const told = world.events.events.slice(before);
    expect(results.map(({ side }) => side)).toContain('SELL');
    expect(results.map(({ side }) => side)).not.toContain('BUY');
    expect(told.slice(0, 3).map((event) => event.kind === 'DealerQuote' && event.phase)).toEqual([
      'open',
      'open',
      'open',
    ]);
    expect(told.some(({ kind }) => kind === 'BucketUpdate' || kind === 'Rebucket')).toBe(false);
  });

  it('cuts no contract that came after the first one', () => {
    const world = open();
    world.market.runSession(1, PEOPLE, { sellers: new Set() });
    world.contracts.issue({
      kind: 'payable',
      debtor: 'H2',
      creditor: 'H1',
      amount: world.ledger.quantum.times(1e12),
      dueDay: 9,
    });
    world.market.runSession(1, PEOPLE, { late: true });
    expect(() => world.market.bucketOf('P13#0')).toThrow(expect.objectContaining({ code: 'UNKNOWN_TICKET' }));
    world.market.runSession(2, PEOPLE);
    expect(world.market.bucketOf('P13#0')).toBe('mid');
  });

  it('makes the labels of its day current where it comes first', () => {
    const world = open();
    world.market.runSession(0, []);
    world.market.runSession(2, PEOPLE, { late: true, sellers: new Set() });
    expect([world.market.day, world.market.bucketOf('P2#0')]).toEqual([2, 'short']);
    expect(() => world.market.runSession(1, PEOPLE, { late: true })).toThrow(
      expect.objectContaining({ code: 'DAY_PASSED' }),
    );
  });

  it('draws from a stream of its own and from no other', () => {
    const { source, draws } = recording(createRandom(3));
    const config = { crossing: true, issuerDraw: 'proportional' } as const;
    const world = open(config, { random: source });
    world.market.runSession(1, PEOPLE, { sellers: new Set() });
    const first = draws.splice(0);
    world.market.runSession(1, PEOPLE, { late: true });
    expect(first.length).toBeGreaterThan(0);
    expect(first.some((draw) => draw.includes('late'))).toBe(false);
    expect(draws.slice(0, 2)).toEqual(['dealer/flow-late/1#0', 'dealer/flow-late/1#1']);
    expect(draws.every((draw) => draw.startsWith('dealer/flow-late/1#'))).toBe(true);
  });

  it('shifts no draw of another day or label', () => {
    const runs = [false, true].map((late) => {
      const { source, draws } = recording(createRandom(3));
      const world = open({}, { random: source });
      for (let day = 1; day <= 4; day++) {
        world.market.runSession(day, PEOPLE);
        // Nobody may sell: the session takes place, and nothing changes hands.
        if (late) world.market.runSession(day, PEOPLE, { late: true, sellers: new Set() });
      }
      const isNews = (line: string) => !line.includes('"phase":"open"');
      return { draws, told: lines(world).filter(isNews) };
    });
    expect(runs[1]).toEqual(runs[0]);
  });

  it('has arrivals of its own in a record, which replays to the same log', () => {
    const sessions = (orderFlow: OrderFlow) => {
      const world = open({}, { orderFlow });
      for (let day = 1; day <= 5; day++) {
        world.market.runSession(day, PEOPLE, { sellers: new Set(['H1']) });
        world.market.runSession(day, PEOPLE, { late: true });
      }
      return lines(world);
    };
    const recorder = recordOrderFlow(randomOrderFlow({ sellProbability: '0.5', maxArrivals: 'all' }));
    const told = sessions(recorder);
    const script = recorder.script();
    expect([...script.values()].flat().some(({ late }) => late)).toBe(true);
    expect(sessions(scriptedOrderFlow(script))).toEqual(told);
  });

  it('tells an order flow of the user’s own that it is late, and has no buyers for it', () => {
    const seen: OrderQueue[] = [];
    const world = open({}, { orderFlow: { bounded: true, next: (queue) => void seen.push(queue) } });
    world.market.runSession(1, PEOPLE);
    world.market.runSession(1, PEOPLE, { late: true });
    expect(seen.map(({ late, arrival }) => [late, arrival])).toEqual([
      [undefined, 1],
      [true, 1],
    ]);
    expect(seen.map(({ buyers }) => buyers.length > 0)).toEqual([true, false]);
  });

  it('asks an eligibility rule of the user’s own, and leaves its buyers out', () => {
    const anybody = { sellers: () => [], buyers: () => PEOPLE };
    const world = open({ singleIssuer: false }, { eligibility: anybody });
    world.market.runSession(1, PEOPLE, { late: true });
    expect(world.events.of('Trade').concat()).toEqual([]);
    expect(world.events.of('OrderRejected').concat()).toEqual([]);
  });
});
