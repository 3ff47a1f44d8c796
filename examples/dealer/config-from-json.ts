/** A market from JSON, and what one with mistakes is answered with. */
import { type ConfigProblem, createDealerSimulation, DealerError, type DealerSimulation } from '@bagehot/dealer';
import { parseDealerSimulation } from '@bagehot/dealer/schema';
import { createRandom } from '@bagehot/kernel';

const text = `{
  "traders": [{ "id": "Ada", "cash": "0.10" }, { "id": "Ben", "cash": 4 }],
  "debts": [{ "debtor": "Ada", "creditor": "Ben", "amount": 3, "dueDay": 5 }]
}`;

export const market: DealerSimulation = createDealerSimulation(parseDealerSimulation(JSON.parse(text)), {
  random: createRandom(1),
});
console.log(`${market.tickets().length} tickets; ${market.warnings.map(({ code }) => code).join(', ')}`);

export const problems: ConfigProblem[] = [];
try {
  parseDealerSimulation(JSON.parse(text.replace('"0.10"', '0.10').replace('dueDay', 'due')));
} catch (error) {
  if (!(error instanceof DealerError) || !('problems' in error.details)) throw error;
  problems.push(...error.details.problems);
}
for (const { path, message } of problems) console.log(`${path}: ${message}`);
