import {
  type CollateralPool,
  createCollateralPool,
  InvalidPledgeError,
  reserveAccounts,
  SnapshotError,
} from '@bagehot/central-bank';
import { createContracts, createLedger, type Ledger } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface LombardCase {
  readonly id: string;
  readonly kind: string;
  readonly note: string;
  readonly input: {
    readonly pledges: readonly { readonly assetId: string; readonly value: string; readonly haircut: string }[];
    readonly outstanding: string;
    readonly wanted: string;
  };
  readonly expect: {
    readonly capacity: string;
    readonly headroom: string;
    readonly granted: string;
    readonly marginCall: string;
  };
}

function poolFor(agents: readonly string[], liquidationDiscount = '0'): { ledger: Ledger; pool: CollateralPool } {
  const ledger = createLedger({ moneyDecimals: 2 });
  for (const agent of agents) ledger.open(agent);
  const pool = createCollateralPool({ liquidationDiscount }, { ledger, contracts: createContracts(ledger) });
  return { ledger, pool };
}

describe('golden Lombard cases', () => {
  const cases = goldenCases<LombardCase>('central-bank/corridor.json', 'cases').filter(
    ({ kind }) => kind === 'lombard',
  );
  it('are there', () => expect(cases.length).toBeGreaterThan(0));
  for (const one of cases)
    it(`${one.id}: ${one.note}`, () => {
      const { pool } = poolFor(['B1']);
      for (const pledge of one.input.pledges) pool.pledge('B1', pledge);
      pool.setOutstanding('B1', one.input.outstanding);
      const headroom = pool.headroom('B1');
      const granted = headroom.lt(one.input.wanted) ? headroom.toFixed(2) : one.input.wanted;
      expect({
        capacity: pool.capacity('B1').toFixed(2),
        headroom: headroom.toFixed(2),
        granted,
        marginCall: pool.marginCall('B1').toFixed(2),
      }).toEqual(one.expect);
    });
});

describe('a collateral pool', () => {
  it('gives back what is not needed, and keeps what is', () => {
    const { pool } = poolFor(['B1']);
    pool.pledge('B1', { assetId: 'bill', value: 100, haircut: '0.1' });
    pool.pledge('B1', { assetId: 'note', value: 50, haircut: 0 });
    pool.setOutstanding('B1', 60);
    expect(pool.release('B1', 'bill')).toBe(false);
    expect(pool.release('B1', 'note')).toBe(true);
    expect(pool.pledges('B1').map(({ assetId }) => assetId)).toEqual(['bill']);
    expect(() => pool.release('B1', 'note')).toThrow(InvalidPledgeError);
  });

  it('keeps the assets of an agent apart from those of others, whatever they are called', () => {
    const { pool } = poolFor(['__proto__', 'B2']);
    pool.pledge('__proto__', { assetId: 'constructor', value: 10, haircut: 0 });
    pool.pledge('B2', { assetId: 'constructor', value: 5, haircut: 0 });
    expect([pool.capacity('__proto__').toString(), pool.capacity('B2').toString()]).toEqual(['10', '5']);
  });

  it('calls for margin when values fall', () => {
    const { pool } = poolFor(['B1']);
    pool.pledge('B1', { assetId: 'bill', value: 100, haircut: '0.1' });
    pool.setOutstanding('B1', 80);
    pool.revalue('B1', 'bill', '50');
    expect(pool.marginCall('B1').toString()).toBe('35');
    expect(pool.headroom('B1').toString()).toBe('0');
  });

  it('sells in the order pledged, at a discount, and owes what is over', () => {
    const { pool } = poolFor(['B1'], '0.1');
    for (const assetId of ['first', 'second', 'third']) pool.pledge('B1', { assetId, value: 100, haircut: 0 });
    expect(pool.seize('B1', 12_000n)).toEqual({ covered: 12_000n, surplus: 6_000n });
    expect(pool.pledges('B1').map(({ assetId }) => assetId)).toEqual(['third']);
    expect(pool.seize('B1', 12_000n)).toEqual({ covered: 9_000n, surplus: 0n });
  });

  it('joins the ledger in taking back what failed', () => {
    const { ledger, pool } = poolFor(['B1', 'B2']);
    pool.pledge('B1', { assetId: 'bill', value: 100, haircut: '0.1' });
    pool.setOutstanding('B1', 40);
    const before = JSON.stringify(pool.snapshot());
    expect(() =>
      ledger.transaction(() => {
        pool.seize('B1', 1_000_000n);
        pool.setOutstanding('B1', 0);
        pool.pledge('B2', { assetId: 'note', value: 1, haircut: 0 });
        pool.setOutstanding('B2', 1);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(JSON.stringify(pool.snapshot())).toBe(before);
  });

  it('refuses what cannot be pledged', () => {
    const { pool } = poolFor(['B1']);
    const pledge = { assetId: 'bill', value: '1.00', haircut: '0.1' };
    const refused = (change: object, agent = 'B1') => {
      try {
        pool.pledge(agent, { ...pledge, ...change });
      } catch (error) {
        return (error as Error).name;
      }
      return 'pledged';
    };
    expect([
      refused({}, 'nobody'),
      refused({ assetId: '' }),
      refused({ value: '1.001' }),
      refused({ value: -1 }),
      refused({ haircut: '1.1' }),
      refused({ haircut: -0.1 }),
      refused({ haircut: '0.0000000000001' }),
      refused({}),
      refused({}),
    ]).toEqual([
      'InvalidAgentIDError',
      'InvalidPledgeError',
      'InvalidAmountError',
      'InvalidAmountError',
      'InvalidPledgeError',
      'InvalidPledgeError',
      'InvalidPledgeError',
      'pledged',
      'InvalidPledgeError',
    ]);
  });

  it('comes back from a snapshot, and refuses what is none', () => {
    const { pool } = poolFor(['B1', 'B2']);
    pool.pledge('B2', { assetId: 'bill', value: '0.99', haircut: '0.005' });
    pool.setOutstanding('B1', 3);
    const snapshot = JSON.parse(JSON.stringify(pool.snapshot()));
    const { pool: copy } = poolFor(['B1', 'B2']);
    copy.pledge('B1', { assetId: 'old', value: 1, haircut: 0 });
    for (const wrong of [null, {}, { ...snapshot, kind: 'other' }, { ...snapshot, agents: [{ agent: 'B1' }] }])
      expect(() => copy.restore(wrong)).toThrow(SnapshotError);
    expect(copy.capacity('B1').toString()).toBe('1');
    copy.restore(snapshot);
    expect(copy.snapshot()).toEqual(pool.snapshot());
    const ports = reserveAccounts({ balances: ['B1', 'B2'].map((agent) => [agent, 0] as const) });
    expect(createCollateralPool({}, ports, snapshot).snapshot()).toEqual(pool.snapshot());
    expect(() => createCollateralPool({}, ports, { ...snapshot, version: 2 })).toThrow(
      expect.objectContaining({ code: 'INVALID_SNAPSHOT', name: 'SnapshotError' }),
    );
  });
});
