import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import { createEconomy, type Economy } from '@bagehot/sim';
import { expect, it } from 'vitest';
import { bagehotsRule, play, points } from './bagehots-rule.js';

const HAIRCUT = decimal('0.1');

/** Held against every loan: what each borrower could have borrowed before the window opened, read off the contracts. */
function watchCollateral(economy: Economy): { borrowers: () => number } {
  const room = new Map<string, Decimal>();
  let count = 0;
  economy.observe({
    emit(event) {
      if (event.kind !== 'PhaseEnd') return;
      const { phase, day } = event;
      if (phase === 'late') for (const [agent, value] of headrooms(economy, day)) room.set(agent, value);
      if (phase !== 'window') return;
      const today = economy.events.of('FacilityLending').filter((event) => event.day === day);
      for (const agent of new Set(today.map(({ agentId }) => agentId))) {
        const lent = sum(today.filter(({ agentId }) => agentId === agent).map(({ amount }) => amount));
        count++;
        expect(lent.lte(room.get(agent) ?? ZERO), `${agent} borrows ${lent} on day ${day}`).toBe(true);
      }
      room.clear();
    },
  });
  return { borrowers: () => count };
}

/** By agent: claims that are due later on others who are alive, held or in custody for it, less the haircut. Loans run for a day, so that all of them are due. */
function headrooms({ contracts, events }: Economy, day: number): Map<string, Decimal> {
  const failed = new Set(events.of('AgentDefaulted').map(({ agent }) => agent));
  const pledged = new Map<string, Map<string, Decimal>>();
  for (const [kind, sign] of [
    ['ClaimPledged', 1],
    ['ClaimReleased', -1],
    ['ClaimSeized', -1],
  ] as const)
    for (const { agent, contract, face } of events.of(kind)) {
      const of = pledged.get(contract) ?? new Map<string, Decimal>();
      of.set(agent, (of.get(agent) ?? ZERO).plus(face.times(sign)));
      pledged.set(contract, of);
    }
  const room = new Map<string, Decimal>();
  const add = (agent: string, face: Decimal): void => {
    room.set(agent, (room.get(agent) ?? ZERO).plus(face.times(decimal(1).minus(HAIRCUT))));
  };
  for (let k = 1; k <= 100; k++)
    for (const { id, kind, debtor, dueDay, claims } of contracts.owedBy(`H${k}`)) {
      if (kind !== 'payable' || dueDay <= day || failed.has(debtor)) continue;
      for (const { holder, face } of claims) {
        if (holder !== 'CB/custody') add(holder, face);
        else for (const [agent, part] of pledged.get(id) ?? []) add(agent, part);
      }
    }
  return room;
}

const seeds = Array.from({ length: 100 }, (_, k) => k + 1);

it('never lends more than good security bears', () => {
  let count = 0;
  for (const arm of ['penalty', 'no penalty'] as const)
    for (const seed of seeds) {
      const economy = createEconomy({ seed, journal: 'none' });
      const { borrowers } = watchCollateral(economy);
      play(economy, arm, { kappa: '1', policy: 'sell-only' });
      count += borrowers();
    }
  expect(count).toBeGreaterThan(1000);
});

it('prevents defaults where about half of the debts would be in default', () => {
  const result = bagehotsRule({ kappa: '1', policy: 'sell-only' });
  const control = Number(result.mean('no facility', 'defaultRate').mean);
  for (const point of points.filter(({ kappa, policy }) => policy === 'sell-only' && kappa !== '1')) {
    const rates = seeds.slice(0, 25).map((seed) => {
      const { defaultRate } = play(createEconomy({ seed, journal: 'none' }), 'no facility', point);
      return Number(defaultRate);
    });
    const other = rates.reduce((total, rate) => total + rate, 0) / rates.length;
    expect(Math.abs(control - 0.5), `closer than at ${point.kappa}: ${other}`).toBeLessThan(Math.abs(other - 0.5));
  }
  const { count, interval } = result.difference('no facility', 'penalty', 'defaultRate');
  expect(count).toBe(100);
  expect(interval?.upper.lt(0)).toBe(true);
});
