import type { Scenario } from '@bagehot/sim';
import { CommandError, EXIT } from './exit-code.js';

type Model = Scenario['model'];

/** Options of `run` and `compare` that not every model has, as they are written, with the models that have them. */
const OPTIONS: readonly (readonly [name: string, option: string, models: readonly Model[]])[] = [
  ['mode', '--mode', ['ring', 'economy']],
  ['maxDays', '--max-days', ['ring', 'economy']],
  ['quietDays', '--quiet-days', ['ring', 'economy']],
  ['defaultHandling', '--default-handling', ['ring', 'economy']],
  ['distribution', '--distribution', ['ring', 'economy']],
  ['dealer', '--dealer', ['ring']],
  ['exportBalances', '--export-balances', ['ring', 'economy']],
  ['exportEvents', '--export-events', ['ring', 'financing', 'exchange', 'economy']],
  ['html', '--html', ['ring', 'financing', 'exchange', 'economy']],
  ['maxRounds', '--max-rounds', ['financing']],
  ['financingMode', '--financing-mode', ['financing']],
  ['modes', '--modes', ['financing']],
  ['ticks', '--ticks', ['exchange']],
  ['regime', '--regime', ['exchange']],
  ['level', '--level', ['exchange']],
  ['regimes', '--regimes', ['exchange']],
  ['seeds', '--seeds', ['exchange']],
];

const NAMES: Readonly<Record<Model, string>> = {
  ring: 'a ring of debts',
  financing: 'a financing economy',
  exchange: 'an exchange',
  economy: 'an economy of several markets',
};

/** What limits the length of a run instead of days. */
const LENGTHS: Readonly<Record<Model, string>> = {
  ring: '',
  financing: '; its rounds are limited by --max-rounds',
  exchange: '; its ticks are counted by --ticks',
  economy: '',
};

/**
 * Makes sure that no option is given that the scenario's model does not have.
 *
 * @throws CommandError with exit code 2 naming the first that is
 */
export function requireOptionsOf(model: Model, options: object): void {
  const given = OPTIONS.find(([name, , models]) => !models.includes(model) && Reflect.get(options, name) !== undefined);
  if (given === undefined) return;
  const hint = given[0] === 'maxDays' ? LENGTHS[model] : '';
  throw new CommandError(
    EXIT.badInput,
    `${given[1]}: the scenario is ${NAMES[model]}, which has no such option${hint}`,
  );
}
