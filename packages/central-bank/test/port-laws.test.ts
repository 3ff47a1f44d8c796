import type { AgentRegistry, Clock } from '@bagehot/central-bank';
import { checkAgentRegistry, checkClock } from '@bagehot/central-bank/testing';
import { createLedger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';

describe('the laws of a clock', () => {
  it('hold of a number that a model keeps, by steps and by leaps', () => {
    for (const step of [0, 1, 30]) {
      const model = { tick: 3 };
      checkClock(model, () => {
        model.tick += step;
      });
    }
  });

  it("hold of another ledger's day", () => {
    const accounts = quanta(createLedger());
    const clock: Clock = {
      get tick() {
        return accounts.day;
      },
    };
    checkClock(clock, () => {
      accounts.day++;
    });
  });

  let now = 0;
  const wrong: readonly (readonly [string, Clock, () => void, RegExp])[] = [
    ['half hours', { tick: 0.5 }, () => undefined, /a tick is a whole number of at least 0/],
    [
      'a clock that runs when it is looked at',
      {
        get tick() {
          return now++;
        },
      },
      () => undefined,
      /reading does not move the clock/,
    ],
    [
      'a clock that goes back',
      {
        get tick() {
          return now;
        },
      },
      () => {
        now--;
      },
      /the clock does not go back/,
    ],
    ['an end of time', { tick: 2 ** 31 }, () => undefined, /a market goes by the clock/],
    [
      'no clock at all',
      {
        get tick(): number {
          throw new Error('stopped');
        },
      },
      () => undefined,
      /a clock tells the tick/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, clock, advance, complaint) => {
    now = 20;
    expect(() => checkClock(clock, advance)).toThrow(complaint);
  });
});

describe('the laws of a registry of agents', () => {
  it('hold of a set, of nobody, of everybody but one', () => {
    checkAgentRegistry(new Set(['F1', 'F2']));
    checkAgentRegistry(new Set(), { agents: [] });
    checkAgentRegistry({ has: (name) => name !== 'F1' });
  });

  let calls = 0;
  const wrong: readonly (readonly [string, AgentRegistry, RegExp])[] = [
    ['a change of mind', { has: () => calls++ % 3 === 0 }, /the same name has the same answer/],
    ['a shrug', { has: () => undefined as never }, /a registry says yes or no/],
    [
      'a fright',
      {
        has(name) {
          if (!name.startsWith('F')) throw new Error(`who is ${name}?`);
          return true;
        },
      },
      /a registry answers: it threw/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, registry, complaint) => {
    expect(() => checkAgentRegistry(registry)).toThrow(complaint);
  });
});
