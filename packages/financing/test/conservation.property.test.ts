import {
  createSpatialEconomy,
  type FinancingConfig,
  type RoundCompleted,
  type RoundQuanta,
  type SpatialAgentInput,
} from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import { createEventLog, createLedger, type Decimal, decimal, type Ledger, sum, ZERO } from '@bagehot/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const ECONOMIES = 1000;
const ROUNDS = 4;
const NATURE = 'nature';

/** As `expect`, without its cost, which a hundred thousand movements would feel. */
function ensure(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** All that people are given of each good. */
function givenTo(agents: readonly SpatialAgentInput[]): ReadonlyMap<string, Decimal> {
  const goods = agents[0]?.alpha.length ?? 0;
  const all = (g: number): Decimal =>
    sum(agents.flatMap(({ home, personal }) => [decimal(home[g] ?? 0), decimal(personal[g] ?? 0)]));
  return new Map(Array.from({ length: goods }, (_, g) => [`good/${g}`, all(g)]));
}

/**
 * Follows every movement of a run: nobody ever has less than nothing, and after the endowment of exactly what was configured nothing more comes from nature and
 * nothing goes back.
 */
function followMovements({ journal }: Ledger, config: FinancingConfig): void {
  const stocks = new Map<string, Decimal>();
  const given = new Map<string, Decimal>();
  let endowed = true;
  for (const entry of journal) {
    if (entry.op !== 'transfer') continue;
    const { asset, from, to, amount } = entry;
    if (from === NATURE) {
      ensure(endowed, `nature gives ${amount} of ${asset} after the beginning`);
      given.set(asset, (given.get(asset) ?? ZERO).plus(amount));
    } else {
      endowed = false;
      const left = (stocks.get(`${asset} of ${from}`) ?? ZERO).minus(amount);
      ensure(left.gte(0), `${from} has ${left} of ${asset}`);
      stocks.set(`${asset} of ${from}`, left);
    }
    ensure(to !== NATURE, `nature gets ${amount} of ${asset}`);
    stocks.set(`${asset} of ${to}`, (stocks.get(`${asset} of ${to}`) ?? ZERO).plus(amount));
  }
  for (const [asset, all] of givenTo(config.agents)) {
    ensure(all.eq(given.get(asset) ?? ZERO), `${given.get(asset)} of ${asset} for ${all}`);
    const owned = sum(Array.from(stocks, ([place, stock]) => (place.startsWith(`${asset} of `) ? stock : ZERO)));
    ensure(owned.eq(all), `${owned} of ${asset} in all, not ${all}`);
  }
}

/** PERSONAL: sold for as much as bought, to within the tolerance. TOTAL_WEALTH: bought for at most all that was owned, exactly. */
function checkBounds({ mode, participants, prices, clearing }: RoundQuanta): void {
  if (prices === null || clearing === null) return;
  const { goods, count, home, personal } = participants;
  for (let row = 0; row < count; row++) {
    let bought = 0n;
    let sold = 0n;
    let owned = 0n;
    for (let g = 0; g < goods; g++) {
      const cell = row * goods + g;
      const price = prices.units[g] as bigint;
      const trade = price * (clearing.executed[cell] as bigint);
      if (trade > 0n) bought += trade;
      else sold -= trade;
      owned += price * ((home[cell] as bigint) + (personal[cell] as bigint));
    }
    const off = bought > sold ? bought - sold : sold - bought;
    const holds = mode === 'TOTAL_WEALTH' ? bought <= owned : off <= prices.tolerance;
    ensure(holds, `${mode}: row ${row} bought for ${bought}, sold for ${sold} and owned ${owned}`);
  }
}

it(`no good is made or lost in any step of ${ECONOMIES} random economies, and both bounds hold in every round`, () => {
  let trades = 0;
  fc.assert(
    fc.property(economies({ mostAgents: 4, obstacles: false }), (config) => {
      const ledger = createLedger();
      const events = createEventLog<RoundCompleted>();
      const economy = createSpatialEconomy(config, { ledger, events });
      while (economy.round < ROUNDS) economy.runRound();
      followMovements(ledger, config);
      for (const { market } of events.events) {
        checkBounds(market);
        trades += market.clearing?.volume.some((volume) => volume > 0n) === true ? 1 : 0;
      }
    }),
    { numRuns: ECONOMIES },
  );
  expect(trades).toBeGreaterThan(ECONOMIES / 2);
});
