import { DealerError } from '@bagehot/dealer';
import { BagehotError, KernelError } from '@bagehot/kernel';
import { RingError } from '@bagehot/ring';
import { invalidScenario, type ScenarioProblem, type SimError } from '../errors.js';
import { type Path, pathText } from './problems.js';
import type { ExplicitScenario } from './scenario.js';

/** Somebody has less than an action moves. */
const SHORT = ['INSUFFICIENT_BALANCE', 'INSUFFICIENT_CLAIM'];

/**
 * What an error tells about the scenario that was being set up, as problems of its file: an opening action whose money is not there shows only when
 * the ones before it are carried out, and a market's configuration only when it is read as a whole.
 *
 * @returns the error to throw instead, or the error itself when the scenario is not to blame
 */
export function blameScenario(error: unknown, scenario: ExplicitScenario): unknown {
  if (error instanceof RingError) return openingError(error, scenario) ?? error;
  return blameMarket(error) ?? error;
}

/** What an error tells about a market in claims; undefined where it tells nothing. */
export function blameMarket(error: unknown): SimError | undefined {
  if (error instanceof KernelError && error.code === 'TOO_MANY_TICKETS')
    return problem('E_AMOUNT', ['dealer', 'ticket_size'], `is too small: ${error.message}`);
  if (error instanceof DealerError && 'problems' in error.details)
    return invalidScenario(
      (error as DealerError<'BAD_CONFIG'>).details.problems.map(({ path, message }) => ({
        code: 'E_VALUE',
        path: 'dealer',
        message: `cannot be used: ${path}: ${message}`,
      })),
    );
  return undefined;
}

function openingError(error: RingError, { initialActions }: ExplicitScenario): SimError | undefined {
  const { cause } = error;
  const field = 'field' in error.details ? error.details.field : '';
  const position = /^initialActions\[(\d+)\]$/.exec(field)?.[1];
  const action = initialActions[Number(position)];
  if (action === undefined || !(cause instanceof BagehotError)) return undefined;
  const path = ['initial_actions', Number(position), action.kind];
  if (!SHORT.includes(cause.code)) return problem('E_VALUE', path, `cannot be carried out: ${cause.message}`);
  const amount = action.kind === 'transfer_claim' ? 'face' : 'amount';
  return problem('E_FUNDS', [...path, amount], `is more than there is: ${cause.message}`);
}

function problem(code: ScenarioProblem['code'], path: Path, message: string): SimError {
  return invalidScenario([{ code, path: pathText(path), message }]);
}
