/** Who decides? A central bank that answers inflation, one that lets the money grow steadily, and one that buys until the call rate is where it wants it. */
import {
  type CentralBankService,
  constantRule,
  createCallMarket,
  createCentralBank,
  createUnlimitedTreasury,
  moneyGrowthRule,
  type PolicyRule,
  policyContext,
  rateTargetOmo,
  reserveAccounts,
  taylorRule,
} from '@bagehot/central-bank';
import { type Decimal, decimal } from '@bagehot/kernel';

interface Day {
  readonly policyRate: Decimal;
  readonly callRate: Decimal;
  readonly bonds: number;
}

/** Eight days on which a shop borrows 1,000, and the central bank does each morning what its rule says. */
export function days(rule: PolicyRule, inflation: readonly string[] = []): readonly Day[] {
  const ports = reserveAccounts({
    balances: [
      ['saver', 500],
      ['shop', 500],
    ],
  });
  const bank: CentralBankService = createCentralBank({ initialPolicyRate: '0.03', faceValue: 1 }, ports);
  const passThrough = { fraction: 1, recipients: [{ agentId: 'saver', weight: 1 }] };
  const treasury = createUnlimitedTreasury({ faceValue: 1, passThrough }, ports);
  const market = createCallMarket({ spreadSensitivity: '0.1', ticksPerYear: 1_000_000 }, ports);
  return Array.from({ length: 8 }, (_, tick) => {
    market.beginTick(tick);
    const callRate = market.lastClearing()?.callRate ?? null;
    const observed = { callRate, inflation: decimal(inflation[tick] ?? '0.02') };
    const { rate, quantityToBuy = 0 } = rule.decide(policyContext(bank, ports, observed));
    if (rate !== undefined) bank.setPolicyRate(rate, tick);
    bank.conductOpenMarketOperations(treasury, quantityToBuy);
    market.supplyReserves('saver', ports.ledger.balance('saver', 'reserves'));
    market.requestLoan({ borrowerId: 'shop', amount: 1000 });
    const { rate: policyRate } = bank.getPolicyRate();
    return { policyRate, callRate: market.processMarketClearing(policyRate), bonds: quantityToBuy };
  });
}

const taylor = taylorRule({ neutralRate: '0.01', inflationTarget: '0.02' });
export const answered: readonly Day[] = days(taylor, ['0.02', '0.02', '0.03', '0.04', '0.03']);
export const steady: readonly Day[] = days(moneyGrowthRule({ growthRate: '0.036', maxStep: 100, ticksPerYear: 1 }));
export const aimed: readonly Day[] = days(rateTargetOmo({ target: '0.04', gain: 4000, maxStep: 100 }));
export const idle: readonly Day[] = days(constantRule('0.03'));

for (const [name, run] of Object.entries({ answered, steady, aimed, idle }))
  console.log(`${name}: ${run.map(({ callRate, bonds }) => `${callRate.toFixed(4)} (${bonds})`).join(' ')}`);
