/** A random money market under every kind of clearing rule, with a central bank that operates, facilities, defaults and rollovers: all events of each run, as lines of JSON. */
import {
  corridor,
  createBrokeredTreasury,
  createCallMarket,
  createCentralBank,
  createCollateralPool,
  createStandingFacilities,
  createTreasury,
  facilityRegimes,
  impactPricing,
  orderBookRule,
  policyContext,
  pooleUniformRule,
  rateTargetOmo,
  ratioRule,
  reserveAccounts,
  taylorRule,
} from '@bagehot/central-bank';
import { createRandom, decimal } from '@bagehot/kernel';

const names = Array.from({ length: 24 }, (_, k) => `A${k}`);
const TICKS = 15;

/** A decimal of so many places, drawn from a range of whole numbers. */
const draw = (random, least, most, places) => decimal(random.nextInt(least, most)).div(10 ** places);

/** The money market of one seed: who pays, lends, borrows and pledges, and what it all comes to. */
function eventsOf(seed, rule, config = {}) {
  const random = createRandom(seed);
  const [amounts, rates, people] = ['amounts', 'rates', 'people'].map((label) => random.stream(label));
  const lines = [];
  const events = { emit: (event) => void lines.push(JSON.stringify(event)) };
  const balances = [...names.map((name) => [name, draw(amounts, 0, 500_000, 2)]), ['treasury', 0]];
  const ports = { ...reserveAccounts({ balances }), events };
  const pricing = impactPricing({ base: draw(rates, 90_000, 110_000, 5), slope: '0.3', cap: '0.2' });
  const bank = createCentralBank({ initialPolicyRate: '0.03', faceValue: 1 }, { ...ports, pricing });
  const recipients = names.slice(0, 12).map((agentId, k) => ({ agentId, weight: 1 + (k % 3) }));
  const treasury =
    seed % 2 === 0
      ? createTreasury({ inventory: 9000, faceValue: 1, passThrough: { fraction: '0.7', recipients } }, ports)
      : createBrokeredTreasury({ holders: recipients.map(({ agentId }) => ({ agentId, quantity: 400 })) }, ports);
  const market = createCallMarket({ rule, ...config }, ports);
  const collateral = createCollateralPool({ liquidationDiscount: '0.1' }, ports);
  const facilities = createStandingFacilities(facilityRegimes.corridor, { ...ports, centralBank: bank, collateral });
  const policies = [taylorRule({ neutralRate: '0.01', inflationTarget: '0.02', smoothing: '0.8' })];
  policies.push(rateTargetOmo({ target: '0.035', gain: 20_000, maxStep: 300 }));
  for (const name of names.slice(12))
    collateral.pledge(name, { assetId: 'bill', value: draw(amounts, 0, 200_000, 2), haircut: draw(rates, 0, 300, 3) });

  const balance = (name) => ports.ledger.balance(name, 'reserves');
  for (let tick = 1; tick <= TICKS; tick++) {
    facilities.beginTick(tick);
    market.beginTick(tick);
    const inflation = draw(rates, -20_000, 60_000, 6);
    const callRate = market.lastClearing()?.callRate ?? null;
    for (const policy of policies) {
      const { rate, quantityToBuy } = policy.decide(policyContext(bank, ports, { callRate, inflation }));
      if (rate !== undefined) bank.setPolicyRate(rate, tick);
      try {
        bank.conductOpenMarketOperations(treasury, quantityToBuy ?? 0);
      } catch (error) {
        lines.push(`${error.code} ${error.details.code}`);
      }
    }
    for (const name of people.shuffle(names)) {
      const limit = draw(rates, 0, 80_000, 6);
      const part = balance(name)
        .times(draw(rates, 0, 100, 2))
        .round(2, 0);
      if (people.nextInt(0, 1) === 0) market.supplyReserves(name, part, limit);
      else market.requestLoan({ borrowerId: name, amount: draw(amounts, 0, 300_000, 2), maxRate: limit });
    }
    market.processMarketClearing(bank.getPolicyRate().rate);
    facilities.recourse(market.lastClearing());
    // In the course of the day everybody pays somebody.
    for (const from of names) {
      const to = names[people.nextInt(0, names.length - 1)];
      const amount = balance(from)
        .times(draw(rates, 0, 100, 2))
        .round(2, 0);
      if (from !== to && amount.gt(0))
        ports.ledger.transfer({ day: tick, kind: 'purchase', asset: 'reserves', from, to, amount });
    }
  }
  lines.push(JSON.stringify([bank.snapshot(), treasury.snapshot(), market.snapshot(), facilities.snapshot()]));
  return lines;
}

export function text() {
  const spreads = facilityRegimes.corridor;
  const rules = [
    ratioRule({ spreadSensitivity: '0.07', legRule: 'proportional' }),
    corridor(ratioRule({ spreadSensitivity: '0.13', signedSpread: true }), spreads),
    pooleUniformRule({
      ...spreads,
      shockHalfWidth: 4000,
      excessReserves: ({ supplies }) => supplies.length * 97 - 1100,
    }),
    ...['reference', 'midpoint', 'marginal-midpoint', 'pairwise'].map((pricing) =>
      corridor(orderBookRule({ pricing, marketRates: { lowest: '-1', highest: 1 } }), spreads),
    ),
  ];
  const plain = rules.flatMap((rule, k) => eventsOf(100 + k, rule));
  const rolled = eventsOf(200, rules[0], {
    rollover: { max: 2, penalty: '0.005' },
    netting: true,
    barDefaulters: false,
  });
  return [...plain, ...rolled].join('\n');
}
