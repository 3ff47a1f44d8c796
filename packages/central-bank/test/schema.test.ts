import {
  createCallMarket,
  createCentralBank,
  createClaimCustody,
  createCollateralPool,
  createStandingFacilities,
  createTreasury,
  moneyGrowthRule,
  policyContext,
  reserveAccounts,
} from '@bagehot/central-bank';
import {
  CentralBankConfigSchema,
  callMarketSnapshotSchema,
  centralBankSnapshotSchema,
  claimCustodySnapshotSchema,
  collateralPoolSnapshotSchema,
  facilitiesSnapshotSchema,
  moneyGrowthSnapshotSchema,
  treasurySnapshotSchema,
} from '@bagehot/central-bank/schema';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** Services with something to remember: orders, a session, loans, pledges, deposits, operations. */
function services() {
  const { ledger, contracts } = reserveAccounts({
    balances: [
      ['A', '100'],
      ['B', '50'],
      ['C', '10'],
    ],
  });
  const ports = { ledger, contracts };
  const treasury = createTreasury({ inventory: 100, faceValue: 1 }, ports);
  const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 1 }, ports);
  bank.conductOpenMarketOperations(treasury, 20);
  bank.setPolicyRate('0.04', 1);
  const market = createCallMarket({ spreadSensitivity: '0.1', settlement: 'netted' }, ports);
  market.beginTick(1);
  market.supplyReserves('A', '40');
  market.requestLoan({ borrowerId: 'C', amount: '60', maxRate: '0.5' });
  market.processMarketClearing('0.05');
  market.supplyReserves('B', '5', '0.01');
  contracts.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal(30), dueDay: 4 });
  const custody = createClaimCustody({ haircut: '0.1' }, ports);
  const facilities = createStandingFacilities(
    { lendingSpread: '0.01', depositSpread: '0.01' },
    { ...ports, centralBank: bank, collateral: custody },
  );
  facilities.lend('B', '10');
  facilities.deposit('A', '2');
  const pool = createCollateralPool({}, ports);
  pool.pledge('A', { assetId: 'house', value: '40', haircut: '0.25' });
  const growth = moneyGrowthRule({ growthRate: '0.1', maxStep: 5 });
  growth.decide(policyContext(bank, ports));
  return { treasury, bank, market, custody, facilities, pool, growth };
}

const stored = services();

describe.each([
  ['a central bank', centralBankSnapshotSchema, stored.bank.snapshot()],
  ['a treasury', treasurySnapshotSchema, stored.treasury.snapshot()],
  ['a call market', callMarketSnapshotSchema, stored.market.snapshot()],
  ['standing facilities', facilitiesSnapshotSchema, stored.facilities.snapshot()],
  ['a custody of claims', claimCustodySnapshotSchema, stored.custody.snapshot()],
  ['a pool of pledges', collateralPoolSnapshotSchema, stored.pool.snapshot()],
  ['a policy of growth', moneyGrowthSnapshotSchema, stored.growth.snapshot()],
])('the snapshot of %s', (_, schema, snapshot) => {
  it('is what its schema says, also after a way through JSON', () => {
    expect(schema.parse(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
  });

  it('has no other field, kind or version', () => {
    for (const change of [{ colour: 'blue' }, { kind: 'other' }, { version: 2 }])
      expect(schema.safeParse({ ...snapshot, ...change }).success).toBe(false);
    for (const field of Object.keys(snapshot)) {
      const rest = Object.fromEntries(Object.entries(snapshot).filter(([key]) => key !== field));
      expect(schema.safeParse(rest).success, field).toBe(false);
    }
  });
});

it('amounts are texts of decimals, and nothing else', () => {
  const snapshot = stored.bank.snapshot();
  for (const bookValue of [20, '', ' 1', '0x10', 'NaN', '1e10000000'])
    expect(centralBankSnapshotSchema.safeParse({ ...snapshot, bookValue }).success, String(bookValue)).toBe(false);
});

describe('a configuration', () => {
  it('is read with its defaults and warnings', () => {
    const { initialPolicyRate, term, warnings } = CentralBankConfigSchema.parse({
      call_market_spread_sensitivity: '0.2',
    });
    expect([initialPolicyRate.toFixed(), term, warnings.length]).toEqual(['0.05', 1, 1]);
  });

  it('is told all its problems, each at its key', () => {
    const result = CentralBankConfigSchema.safeParse({ term: 0, colour: 1, rollover: { max: 0, penalty: '0.1' } });
    const paths = result.error?.issues.map(({ path }) => path.join('.'));
    expect([...(paths ?? [])].sort()).toEqual(['colour', 'rollover.max', 'term']);
    expect(CentralBankConfigSchema.safeParse(7).error?.issues[0]?.path).toEqual([]);
  });
});
