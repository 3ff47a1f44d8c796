import { type Decimal, decimal } from '@bagehot/kernel';
import { type ExplicitEconomyScenario, type ExplicitScenario, exchangeWarnings } from '@bagehot/sim';

/** What is worth a word before a run, though nothing is wrong: the generator's own warnings, a market that will never see a ticket, and what a central bank assumes. */
export function warningsOf(scenario: ExplicitScenario | ExplicitEconomyScenario): readonly string[] {
  const { dealer, moneyMarket, facilities } = scenario;
  const warnings = [...generatorWarnings(scenario)];
  for (const name of moneyMarket?.assumed ?? [])
    warnings.push(`CONFIG_DEFAULT_USED moneyMarket.${name} is not given: ${moneyMarket?.[name]} is used`);
  if (facilities?.collateral === null && facilities.cap?.eq(0) !== true)
    warnings.push('UNSECURED_LENDING facilities.collateral is null: the central bank lends without security');
  const size = dealer === undefined ? undefined : decimal(dealer.ticketSize ?? 1);
  const faces = facesOf(scenario);
  if (size !== undefined && faces.length > 0 && faces.every((face) => face.lt(size)))
    warnings.push(`W_NO_TICKETS dealer.ticket_size is ${size}, more than every debt, so there is nothing to trade`);
  return warnings;
}

function generatorWarnings(scenario: ExplicitScenario | ExplicitEconomyScenario): readonly string[] {
  if (scenario.model === 'ring') return scenario.generated?.warnings ?? [];
  const { warnings, exchange } = scenario;
  const ofExchange = exchange === undefined ? [] : exchangeWarnings({ exchange });
  return [...warnings, ...ofExchange.map(({ code, message }) => `${code} ${message}`)];
}

function facesOf(scenario: ExplicitScenario | ExplicitEconomyScenario): readonly Decimal[] {
  const scheduled = scenario.model === 'ring' ? scenario.scheduledActions : [];
  const actions = [...scenario.initialActions, ...scheduled.map(({ action }) => action)];
  return actions.flatMap((action) => (action.kind === 'create_payable' ? [decimal(action.amount)] : []));
}
