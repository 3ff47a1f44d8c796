import {
  createCallMarket,
  createCentralBank,
  createCollateralPool,
  createStandingFacilities,
  reserveAccounts,
  SnapshotError,
} from '@bagehot/central-bank';
import { createContracts, createLedger } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const spreads = { depositSpread: '0.01', lendingSpread: '0.01' };
const faceValue = 1;

describe('a service that is given a snapshot', () => {
  const ports = reserveAccounts({
    balances: [
      ['A', 100],
      ['B', 0],
    ],
  });
  const pool = createCollateralPool({}, ports);
  const centralBank = createCentralBank({ initialPolicyRate: '0.05', faceValue }, ports);
  const facilities = createStandingFacilities(spreads, { ...ports, centralBank, collateral: pool });
  const market = createCallMarket({ spreadSensitivity: 0 }, ports);
  pool.pledge('B', { assetId: 'bill', value: 50, haircut: '0.1' });
  facilities.lend('B', 40);
  facilities.deposit('A', 10);
  market.supplyReserves('A', 30);
  market.requestLoan({ borrowerId: 'B', amount: 20 });
  market.processMarketClearing('0.05');
  const stored = JSON.parse(
    JSON.stringify([ports.ledger.snapshot(), ports.contracts.snapshot(), market.snapshot(), facilities.snapshot()]),
  );

  it('is what it was, pledges included', () => {
    const ledger = createLedger({ from: stored[0] });
    const copied = { ledger, contracts: createContracts(ledger, stored[1]) };
    const copy = createCallMarket({ spreadSensitivity: 0 }, copied, stored[2]);
    const collateral = createCollateralPool({}, copied);
    const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue }, copied);
    const reopened = createStandingFacilities(spreads, { ...copied, centralBank: bank, collateral }, stored[3]);
    expect([copy.snapshot(), reopened.snapshot()]).toEqual([stored[2], stored[3]]);
    expect(String(reopened.headroom('B'))).toBe('5');
  });

  it('is not opened on a ledger that knows nothing of its loans', () => {
    const fresh = reserveAccounts({
      balances: [
        ['A', 100],
        ['B', 0],
      ],
    });
    const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue }, fresh);
    expect(() => createCallMarket({ spreadSensitivity: 0 }, fresh, stored[2])).toThrow(SnapshotError);
    const open = () => createStandingFacilities(spreads, { ...fresh, centralBank: bank }, stored[3]);
    expect(open).toThrow(SnapshotError);
  });
});

it('facilities have nothing to do for a session that has not been', () => {
  const ports = reserveAccounts({ balances: [['A', 100]] });
  const centralBank = createCentralBank({ initialPolicyRate: '0.05', faceValue }, ports);
  const market = createCallMarket({ spreadSensitivity: 0 }, ports);
  const facilities = createStandingFacilities(spreads, { ...ports, centralBank });
  expect(facilities.recourse(market.lastClearing())).toEqual({ lending: [], deposits: [] });
});
