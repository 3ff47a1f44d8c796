import { type Decimal, decimal } from '@bagehot/kernel';
import type { ExplicitScenario } from '@bagehot/sim';

/** What is worth a word before a run, though nothing is wrong: the generator's own warnings, a market that will never see a ticket, and what a central bank assumes. */
export function warningsOf(scenario: ExplicitScenario): readonly string[] {
  const { dealer, generated, moneyMarket, facilities } = scenario;
  const warnings = [...(generated?.warnings ?? [])];
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

function facesOf({ initialActions, scheduledActions }: ExplicitScenario): readonly Decimal[] {
  const actions = [...initialActions, ...scheduledActions.map(({ action }) => action)];
  return actions.flatMap((action) => (action.kind === 'create_payable' ? [decimal(action.amount)] : []));
}
