/** A loan against a bill that loses value: the central bank calls for more security, and sells the bill if nobody brings any. */
import {
  type CollateralPool,
  createCentralBank,
  createCollateralPool,
  createStandingFacilities,
  type FacilitySettlement,
  reserveAccounts,
  type StandingFacilities,
} from '@bagehot/central-bank';
import type { Decimal, Ledger } from '@bagehot/kernel';

interface Story {
  readonly ledger: Ledger;
  readonly pool: CollateralPool;
  readonly facilities: StandingFacilities;
  /** What the bank may borrow at first. */
  readonly room: Decimal;
  readonly called: FacilitySettlement;
  readonly next: FacilitySettlement;
}

export function story(bringsMore: boolean): Story {
  const ports = reserveAccounts({ balances: [['bank', 0]] });
  const centralBank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 100 }, ports);
  const pool = createCollateralPool({ liquidationDiscount: '0.1' }, ports);
  const facilities = createStandingFacilities(
    { depositSpread: '0.01', lendingSpread: '0.01', term: 30 },
    { ...ports, centralBank, collateral: pool },
  );

  facilities.beginTick(1);
  pool.pledge('bank', { assetId: 'bill', value: 1000, haircut: '0.05' });
  const room = facilities.headroom('bank') as Decimal;
  facilities.lend('bank', 900);

  pool.revalue('bank', 'bill', 800);
  const called = facilities.beginTick(2);
  if (bringsMore) pool.pledge('bank', { assetId: 'bond', value: 200, haircut: '0.02' });
  return { ledger: ports.ledger, pool, facilities, room, called, next: facilities.beginTick(3) };
}

for (const bringsMore of [true, false]) {
  const { facilities, called, next } = story(bringsMore);
  console.log(
    `called for ${called.marginCalls[0]?.amount}, and ${bringsMore ? 'a bond is brought' : 'nothing is brought'}`,
  );
  const [ended] = next.loans;
  if (ended === undefined) console.log(`  the loan goes on; ${facilities.headroom('bank')} more may be borrowed`);
  else console.log(`  the bill brings ${ended.seized}, the central bank loses ${ended.principalLoss}`);
}
