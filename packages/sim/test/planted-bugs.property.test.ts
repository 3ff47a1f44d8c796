import { type ClearingRule, ratioRule } from '@bagehot/central-bank';
import { type AgentId, createRandom, decimal, type RandomSource } from '@bagehot/kernel';
import type { EconomyPhase } from '@bagehot/sim';
import {
  checkEconomy,
  checkStreams,
  type EconomyRunOptions,
  OWN_MONEY_REASONS,
  type RandomEconomy,
  type RandomEconomyOptions,
  randomEconomy,
  rateLaws,
  recordingRandom,
  runEconomy,
} from '@bagehot/sim/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** What is put into each run; made anew for each. */
type Plant = () => EconomyRunOptions;

/** The model-based check of everything, with something wrong in every economy. */
function everything(plant: Plant, options: RandomEconomyOptions = {}): fc.RunDetails<[RandomEconomy]> {
  return fc.check(
    fc.property(randomEconomy({ maxOwnPhases: 0, ...options }), (economy) => {
      const laws = checkEconomy({ moneyReasons: OWN_MONEY_REASONS, invariants: rateLaws(economy.document) });
      const record = recordingRandom(plant().random ?? createRandom(economy.document.seed));
      runEconomy(economy, {
        ...plant(),
        ...laws,
        afterPhase(phase, day) {
          record.day = day;
          laws.afterPhase(phase, day);
        },
        onDay(day, run) {
          laws.onDay(day, run);
          record.day = day + 1;
        },
        random: record.random,
        keepEvents: false,
        journal: 'none',
      });
      checkStreams(record);
    }),
    { numRuns: 150, seed: 1 },
  );
}

/** The report of a check that has failed: a file, and the law. */
function reportOf(plant: Plant, options: RandomEconomyOptions): string {
  const details = everything(plant, options);
  expect(details.failed).toBe(true);
  return `${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`;
}

/** The market's own phase of a name with something else in place of a part of it. */
function replaced(name: string, change: (phase: EconomyPhase) => Partial<EconomyPhase>): Plant {
  return () => ({
    phases: (phases) =>
      phases.map((phase) => {
        if (phase.name !== name) return phase;
        const own = change(phase);
        return new Proxy(phase, {
          get: (target, field) => {
            const value: unknown = field in own ? own[field as keyof EconomyPhase] : Reflect.get(target, field, target);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      }),
  });
}

const withWindow: RandomEconomyOptions = { always: ['moneyMarket', 'facilities', 'liquidity'] };

describe('the check of everything finds', () => {
  it('a cent that is lost when a payment is shared out', () => {
    const plant = replaced('window', ({ hooks }) => ({
      hooks: {
        ...hooks,
        afterPayment: (contract: string, holder: AgentId, amount) =>
          hooks?.afterPayment?.(contract, holder, holder === 'CB/custody' ? amount.minus('0.000000000001') : amount),
      },
    }));
    const report = reportOf(plant, withWindow);
    expect(report).toMatch(/E4: after B3 of day \d+: CB\/custody holds \d+ quanta of cash/);
    // What fails is a file that can be read, kept and run.
    expect(report).toMatch(/\nversion: 1\nname: random\nmodel: economy\nseed: \d+\npeople:\n {2}count: \d/);
  });

  it('a claim that is paid twice', () => {
    const plant: Plant = () => {
      let ledger: Parameters<NonNullable<EconomyRunOptions['onStart']>>[0]['economy']['ledger'] | undefined;
      let day = 0;
      const debtors = new Map<string, AgentId>();
      return {
        phases: (phases) => [
          ...phases,
          {
            name: 'till',
            trade(system, today) {
              ledger = system.ledger;
              day = today;
              for (const agent of system.alive())
                for (const { id } of system.contracts.owedBy(agent)) debtors.set(id, agent);
            },
          },
        ],
        afterPayment(contract, to, amount) {
          const from = debtors.get(contract);
          if (from === undefined || from === to || ledger === undefined || ledger.cash(from).lt(amount)) return;
          ledger.transfer({ day, kind: 'settlement', asset: 'cash', from, to, amount });
        },
      };
    };
    expect(reportOf(plant, {})).toMatch(/paid once: after B3 of day \d+: H\d paid \d+ quanta more in settlement/);
  });

  it('a rate that is rounded up', () => {
    const exact = ratioRule();
    const up: ClearingRule = {
      name: 'ratio',
      ignoresLimits: true,
      clear(book) {
        const outcome = exact.clear(book);
        const short = outcome.requested - outcome.supplied;
        if (short <= 0n) return outcome;
        const scarcity = 100_000_000_000n * short;
        const spread = scarcity / outcome.requested + (scarcity % outcome.requested === 0n ? 0n : 1n);
        return { ...outcome, callRate: book.policyRate + spread, spread };
      },
    };
    const plant: Plant = () => ({ ports: { clearing: up } });
    expect(reportOf(plant, { always: ['moneyMarket'] })).toMatch(
      /rate: after money of day \d+: money costs -?\d+ units of rate, which should be -?\d+/,
    );
  });

  it('a draw from the wrong stream', () => {
    const wrong = (random: RandomSource): RandomSource => ({
      stream: (label) => wrong(random.stream(label.replace(/\/\d+$/, ''))),
      nextInt: (min, max) => random.nextInt(min, max),
      nextBoolean: (probability) => random.nextBoolean(probability),
      pick: (items) => random.pick(items),
      shuffle: (items) => random.shuffle(items),
      snapshot: () => random.snapshot(),
    });
    const plant = replaced('dealers', (phase) => ({
      init: (system) => phase.init?.({ ...system, random: wrong(system.random), alive: system.alive }),
    }));
    expect(reportOf(plant, { always: ['dealer'] })).toContain('what is drawn on a day comes from a stream of the day');
  });

  it('money that a market makes for itself', () => {
    const plant = replaced('money', (phase) => ({
      trade(system, day) {
        phase.trade(system, day);
        const [to] = system.alive();
        if (to !== undefined)
          system.ledger.transfer({ day, kind: 'interest', asset: 'cash', from: 'CB', to, amount: decimal('0.01') });
      },
    }));
    expect(reportOf(plant, { always: ['moneyMarket'] })).toMatch(/E5: after money of day \d+: .* for "interest"/);
  });

  it('a loan that the market forgets to close', () => {
    const plant = replaced('money', () => ({ afterSettlement: () => undefined }));
    expect(reportOf(plant, { always: ['moneyMarket', 'liquidity'] })).toMatch(/E9: after B3 of day \d+/);
  });
});

it('finds nothing where nothing is planted', () => {
  const details = everything(() => ({}));
  expect(details.failed ? fc.defaultReportMessage(details) : 'nothing').toBe('nothing');
});
