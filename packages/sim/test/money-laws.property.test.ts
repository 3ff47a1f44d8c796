import { decimal, sum } from '@bagehot/kernel';
import { quanta, toDecimal } from '@bagehot/kernel/quanta';
import { type Economy, loadScenario, type RunView, runScenario } from '@bagehot/sim';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const share = fc.integer({ min: 0, max: 4 }).map((quarters) => quarters / 4);

/** Rings in which everything about money may be on or off. */
const scenarios = fc
  .record({
    agents: fc.integer({ min: 3, max: 7 }),
    seed: fc.integer({ min: 1, max: 1000 }),
    kappa: fc.constantFrom('0.5', '1', '3'),
    mu: share,
    policyRate: fc.constantFrom('-0.02', '0', '0.05', '3'),
    reoffer: share,
    buffer: fc.integer({ min: 0, max: 30 }),
    reserveDays: fc.integer({ min: 0, max: 3 }),
    term: fc.integer({ min: 1, max: 3 }),
    legRule: fc.constantFrom('sequential', 'proportional'),
    withdraw: fc.option(fc.record({ fromDay: fc.integer({ min: 0, max: 8 }), share })),
    policy: fc.constantFrom('sell-first', 'borrow-first', 'sell-only', 'none'),
    haircut: fc.option(share),
    autoDeposit: fc.boolean(),
    dealers: fc.boolean(),
    settlement: fc.constantFrom('sequential', 'multipass', 'clearing'),
  })
  .map(({ agents, seed, kappa, mu, withdraw, haircut, dealers, settlement, ...rest }) => ({
    yaml: `version: 1
generator: ring_explorer_v1
params: { n_agents: ${agents}, seed: ${seed}, kappa: ${kappa}, q_total: 200, maturity: { days: 5, mu: ${mu} } }
moneyMarket:
  policyRate: ${rest.policyRate}
  term: ${rest.term}
  legRule: ${rest.legRule}
  supply: { reserveDays: ${rest.reserveDays}, buffer: ${rest.buffer}, reoffer: ${rest.reoffer} }
${withdraw === null ? '' : `  withdraw: { fromDay: ${withdraw.fromDay}, share: ${withdraw.share} }\n`}liquidity: { policy: ${rest.policy} }
facilities: { autoDeposit: ${rest.autoDeposit}, collateral: ${haircut === null ? 'null' : `{ haircut: ${haircut} }`} }
treasury: { inventory: 50, outstanding: 10, passThrough: {} }
policy: { rule: schedule, table: [{ day: 1, quantityToBuy: 30 }, { day: 3, rate: 0.01, quantityToBuy: -20 }] }
${dealers ? 'dealer: { enabled: true, order_flow: { N_max: all } }\n' : ''}run: { max_days: 12, settlement: ${settlement} }
`,
  }));

/** Cash of an agent that may not be there yet. */
function cash(economy: Economy, agent: string): string {
  return economy.ledger.agents().includes(agent) ? economy.ledger.balance(agent, 'cash').toFixed() : '0';
}

/** What a facility's snapshot says of pledges. */
interface Custody {
  readonly agents: readonly { readonly claims: readonly { readonly contract: string; readonly face: string }[] }[];
}

/** Faces in custody by contract, as the facilities have them in their books. */
function pledged(run: RunView): ReadonlyMap<string, string> {
  const [, policy] = run.snapshot().ring.phases.find(([name]) => name === 'policy') ?? [];
  const { facilities } = (policy as { parts: { facilities: { collateral: Custody | null } } }).parts;
  const faces = new Map<string, string>();
  for (const { claims } of facilities.collateral?.agents ?? [])
    for (const { contract, face } of claims)
      faces.set(
        contract,
        decimal(faces.get(contract) ?? 0)
          .plus(face)
          .toFixed(),
      );
  return faces;
}

function checkLaws(run: RunView): void {
  const { economy, moneyMarket } = run;
  const register = quanta(economy.contracts);
  const open = Array.from({ length: register.count }, (_, contract) => contract).filter((contract) =>
    register.isOpen(contract),
  );
  // Stations hold nothing.
  for (const agent of ['clearing-house', 'CB/custody']) expect(cash(economy, agent), agent).toBe('0');
  // What is in custody is what the books of the facilities say.
  const custody = quanta(economy.ledger).find('CB/custody');
  const held = custody === -1 ? [] : register.heldBy(custody);
  const faces = held.map(
    (c) => [register.idOf(c), toDecimal(register.accounts.grid, register.faceOf(c, custody)).toFixed()] as const,
  );
  expect(new Map(faces)).toEqual(pledged(run));
  // Loan records are the contracts, claim by claim.
  const records = moneyMarket?.parts.callMarket.openLoans() ?? [];
  const contracts = open.filter((contract) => register.kindOf(contract) === 'call-loan').map((c) => register.idOf(c));
  expect(records.flatMap(({ contract }) => contract ?? []).sort()).toEqual([...contracts].sort());
  for (const { contract, principal, interest, legs } of records) {
    expect(sum(legs.map(({ amount }) => amount)).eq(principal)).toBe(true);
    if (contract !== null)
      expect(economy.contracts.get(contract)?.amount.lte(principal.plus(interest).plus(decimal('0.000000001')))).toBe(
        true,
      );
  }
}

it('every law holds on every day, whatever is switched on', () => {
  fc.assert(
    fc.property(scenarios, ({ yaml }) => {
      const scenario = loadScenario(yaml);
      const { run } = scenario;
      const checked = { ...scenario, run: { ...run, rules: { ...run.rules, check: 'daily' as const } } };
      const { economy } = runScenario(checked, { onDay: (_, view) => checkLaws(view) });
      for (const { policyRate, callRate, supplied, requested, volume } of economy.events.of('CallMarketCleared')) {
        expect(callRate.gte(policyRate.minus('0.01')) && callRate.lte(policyRate.plus('0.01'))).toBe(true);
        expect(volume.lte(supplied) && volume.lte(requested)).toBe(true);
      }
      for (const { gross, net } of economy.events.of('NettedSession')) expect(net.lte(gross)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
