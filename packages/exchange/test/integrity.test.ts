import { ExchangeError, type ExchangeErrorDetails, type RulesInput } from '@bagehot/exchange';
import {
  createExchange,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangeSnapshot,
  exchangeTables,
} from '@bagehot/exchange/spatial';
import { playBrokenPairing } from '@bagehot/exchange/testing';
import { createEventLog, createLedger, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const MOST = Number.MAX_SAFE_INTEGER;
const likesA = { type: 'linear', params: { vA: 3, vB: 1 } };
const likesB = { type: 'linear', params: { vA: 1, vB: 3 } };

/** The codes and places of what is thrown. */
function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const { problems }: ExchangeErrorDetails = error.details;
    return problems.map(({ code, path }) => `${code} ${path}`);
  }
  return [];
}

describe('a pairing of which one side knows nothing', () => {
  const strangers: ExchangeConfig = {
    side: 30,
    agents: [
      { id: 4, x: 0, y: 0, inventory: { A: 1 }, utility: likesA },
      { id: 2, x: 29, y: 29, inventory: { B: 1 }, utility: likesA },
      { id: 9, x: 29, y: 0, inventory: {}, utility: likesA },
    ],
  };

  it('is an error in strict mode', () => {
    expect(problemsOf(() => playBrokenPairing(strangers, { strict: true }, [0, 2]))).toEqual([
      'PAIRING_NOT_MUTUAL pairing of agent 2',
    ]);
    expect(() => playBrokenPairing(strangers, { strict: true }, [1, 0])).toThrow(
      /agent 4 must be mutual.*with 2 alone/u,
    );
  });

  it('is ended otherwise, and that is told', () => {
    const log = createEventLog<ExchangeEvent>();
    playBrokenPairing(strangers, { events: log }, [0, 2]);
    expect(log.of('IntegrityRepaired')).toEqual([{ kind: 'IntegrityRepaired', day: 0, agent: 2, partner: 9 }]);
    const atTheEnd = log.of('AgentSnapshot').filter(({ day }) => day === 0);
    expect(atTheEnd.map(({ partner }) => partner)).toEqual([null, null, null]);
    const pairings = exchangeTables().find(({ name }) => name === 'pairings');
    expect(log.events.flatMap((event) => pairings?.rows(event) ?? [])).toEqual([
      [0, 2, 9, 'unpair', 'integrity_repair', null, null],
    ]);
  });

  it('does not come from a snapshot', () => {
    const snapshot = createExchange(strangers).snapshot();
    const [first, ...others] = snapshot.agents as [ExchangeSnapshot['agents'][number], ...ExchangeSnapshot['agents']];
    const restored = (pairedWith: number) => (): unknown =>
      createExchange(strangers, {}, { ...snapshot, agents: [{ ...first, pairedWith }, ...others] });
    expect(problemsOf(restored(9))).toEqual(['INVALID_SNAPSHOT snapshot.agents[0].pairedWith']);
    expect(problemsOf(restored(first.id))).toEqual(['INVALID_SNAPSHOT snapshot.agents[0].pairedWith']);
  });

  it('nor one of somebody who forages', () => {
    const field = { ...strangers, resources: [{ x: 5, y: 5, good: 'A', amount: 2 }] };
    const snapshot = createExchange(field).snapshot();
    const agents = snapshot.agents.map((agent) => {
      if (agent.id === 2) return { ...agent, pairedWith: 4, committedTo: [5, 5] as const };
      return agent.id === 4 ? { ...agent, pairedWith: 2 } : agent;
    });
    expect(problemsOf(() => createExchange(field, {}, { ...snapshot, agents }))).toEqual([
      'INVALID_SNAPSHOT snapshot.agents[0].pairedWith',
    ]);
  });
});

describe('money that somebody else moves within a tick', () => {
  /** Two who trade at once; whoever writes down their first credit takes a coin from somebody, too. */
  function market(ledger: ReturnType<typeof createLedger>): ExchangeConfig {
    let fee = decimal(1);
    const rules: RulesInput = {
      regime: 'money_only',
      purchaseLimit: { limit: () => 50 },
      tradeCredit: {
        markup: 0,
        grant() {
          if (fee.gt(0)) ledger.transfer({ day: 0, kind: 'fee', asset: 'cash', from: '3', to: 'CB', amount: fee });
          fee = decimal(0);
          return 'loan';
        },
      },
    };
    return {
      side: 2,
      rules,
      agents: [
        { id: 1, x: 0, y: 0, inventory: { B: 20, M: 0 }, utility: likesA },
        { id: 2, x: 1, y: 0, inventory: { A: 20, M: 0 }, utility: likesB },
        { id: 3, x: 1, y: 1, inventory: { M: 7 }, utility: likesB },
      ],
    };
  }

  it('is an error in strict mode, and the tick has not happened', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    const exchange = createExchange(market(ledger), { ledger, strict: true });
    const before = [exchange.snapshot(), ledger.snapshot()];
    expect(problemsOf(() => exchange.runTick())).toEqual(['CONSERVATION_VIOLATED cash of 3']);
    expect([exchange.snapshot(), ledger.snapshot()]).toEqual(before);
  });

  it('is seen with the next tick otherwise', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    const exchange = createExchange(market(ledger), { ledger });
    exchange.run(2);
    expect(ledger.cash('3').toFixed()).toBe('6');
    expect(exchange.agents.find(({ id }) => id === 3)?.inventory['M']).toBe(6);
  });
});

describe('more than a whole number can tell', () => {
  const rich = (A: number): ExchangeConfig => ({
    side: 1,
    rules: { params: { forageRate: 2 } },
    agents: [{ id: 5, x: 0, y: 0, inventory: { A }, utility: likesA }],
    resources: [{ x: 0, y: 0, good: 'A', amount: 3 }],
  });

  it('is not harvested: the tick has not happened', () => {
    const log = createEventLog<ExchangeEvent>();
    const exchange = createExchange(rich(MOST - 1), { events: log, strict: true });
    const before = exchange.snapshot();
    expect(() => exchange.runTick()).toThrow(
      expect.objectContaining({
        code: 'HOLDING_INVALID',
        details: expect.objectContaining({ path: 'A of agent 5', value: String(MOST - 1) }),
      }),
    );
    expect(exchange.snapshot()).toEqual(before);
    expect(exchange.tick).toBe(0);
    expect(log.of('Harvested')).toEqual([]);
    expect(exchange.resources[0]?.amount).toBe(3);
    expect(exchange.ledger.balance('5', 'good/A').toFixed()).toBe(String(MOST - 1));
  });

  it('is not reached by the largest harvest that fits', () => {
    const exchange = createExchange(rich(MOST - 2), { strict: true });
    exchange.runTick();
    expect(exchange.agents[0]?.inventory['A']).toBe(MOST);
    expect(exchange.ledger.balance('5', 'good/A').toFixed()).toBe(String(MOST));
  });

  it('is not traded either', () => {
    const config: ExchangeConfig = {
      side: 1,
      rules: { regime: 'money_only' },
      agents: [
        { id: 1, x: 0, y: 0, inventory: { A: 5, M: MOST }, utility: { type: 'linear', params: { vA: 1, vB: 1 } } },
        { id: 2, x: 0, y: 0, inventory: { M: 50 }, utility: { type: 'linear', params: { vA: 9, vB: 1 } } },
      ],
    };
    const exchange = createExchange(config, { strict: true });
    const before = exchange.snapshot();
    expect(problemsOf(() => exchange.runTick())).toEqual(['STALE_TRADE M of agent 1']);
    expect(exchange.snapshot()).toEqual(before);
  });
});
