/** A market put aside after day 4, as text, and taken up again: the same days follow. */
import { createDealerSimulation, type DealerEvent, type DealerSimulationSnapshot } from '@bagehot/dealer';
import { createEventLog, createRandom, plainEvent } from '@bagehot/kernel';

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);
const config = {
  traders: names.map((id, k) => ({ id, cash: k % 5 })),
  debts: names.map((debtor, k) => ({
    debtor,
    creditor: names[(k + 1) % names.length] as string,
    amount: 4,
    dueDay: 2 + (k % 12),
  })),
};

let saved = '';
function logAfterDay4(snapshot?: DealerSimulationSnapshot): string {
  const events = createEventLog<DealerEvent>();
  const market = createDealerSimulation(config, { random: createRandom(11), events }, snapshot);
  while (market.runDay() === 'active') if (market.day === 4) saved = JSON.stringify(market.snapshot());
  return JSON.stringify(events.events.filter(({ day }) => day > 4).map(plainEvent));
}

export const whole: string = logAfterDay4();
export const resumed: string = logAfterDay4(JSON.parse(saved));
console.log(`resumed: the same log? ${resumed === whole}`);
