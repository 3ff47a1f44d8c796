import { type OracleScenario, type OracleState, runOracle } from '@bagehot/dealer/testing';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from './oracle-golden.js';

type Fields = Readonly<Record<string, unknown>>;

interface Replay extends OracleScenario {
  readonly id: string;
  readonly expected: {
    readonly state: Readonly<Record<'traders' | 'dealers' | 'vbts', Readonly<Record<string, Fields>>>>;
    readonly events: readonly Fields[];
  };
  readonly reference: {
    readonly floored_ask?: boolean;
    readonly unpatched_cash?: Readonly<Record<string, string>>;
  };
}

/** How far the unmodified reference may be from exact cash, because it rounds to 6 decimals when a claim is paid. */
const REFERENCE_TOLERANCE = '0.000002';

/** The state with entities by id and market makers by bucket, as the file has it. */
function byName(state: OracleState): Replay['expected']['state'] {
  return {
    traders: Object.fromEntries(state.traders.map(({ id, ...rest }) => [id, rest])),
    dealers: Object.fromEntries(state.dealers.map(({ bucket, ...rest }) => [bucket, rest])),
    vbts: Object.fromEntries(state.vbts.map(({ bucket, ...rest }) => [bucket, rest])),
  };
}

describe('replays', () => {
  const replays = goldenCases<Replay>('replays.json', 'runs');

  it('gives every record, in order and to the letter', () => {
    for (const replay of replays) {
      const records = runOracle(replay).records.filter((record) => record.kind !== 'Init');
      expect(records, replay.id).toMatchObject(replay.expected.events);
    }
  });

  it('ends with everybody as recorded', () => {
    for (const replay of replays) {
      expect(byName(runOracle(replay).state), replay.id).toMatchObject(replay.expected.state);
    }
  });

  it('ends near the cash of the unmodified reference', () => {
    for (const replay of replays) {
      const { floored_ask: otherPrices, unpatched_cash: recorded } = replay.reference;
      // Where the reference traded at an ask below its own bid its cash is another.
      if (recorded === undefined || otherPrices === true) continue;
      const { traders, dealers, vbts } = runOracle(replay).state;
      for (const { id, cash } of [...traders, ...dealers, ...vbts]) {
        const difference = decimal(cash).minus(decimal(recorded[id] ?? 'no cash recorded'));
        expect(difference.abs().lte(REFERENCE_TOLERANCE), `${replay.id}, ${id}: ${cash}`).toBe(true);
      }
    }
  });
});
