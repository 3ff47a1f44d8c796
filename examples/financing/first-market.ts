/** Three people with one good each meet: the prices at which all together want what there is, and what each goes home with. */
import { type FinancingAgentInput, type MarketRound, runMarketRound } from '@bagehot/financing';

// Everybody spends half of its wealth on grain and a quarter each on bread and beer. Grain is the numeraire.
const alpha = ['0.5', '0.25', '0.25'];
const home = [0, 0, 0];
const farmer: FinancingAgentInput = { id: 1, alpha, home, personal: [12, 0, 0] };
const baker: FinancingAgentInput = { id: 2, alpha, home, personal: [0, 6, 0] };
const brewer: FinancingAgentInput = { id: 3, alpha, home, personal: [0, 0, 4] };

export const round: MarketRound = runMarketRound([farmer, baker, brewer], { mode: 'PERSONAL' });
console.log(`${round.equilibrium.status}: grain, bread and beer cost ${round.equilibrium.prices?.join(', ')}`);
for (const { id, personal } of round.agents) console.log(`${id} goes home with ${personal.join(', ')}`);
