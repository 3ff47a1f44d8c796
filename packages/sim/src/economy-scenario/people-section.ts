import type { RingParams } from '@bagehot/ring';
import type { Amounts } from '../scenario/amounts.js';
import { asCount, entries, field } from '../scenario/field.js';
import { readParams } from '../scenario/params-section.js';
import { Problems, shown } from '../scenario/problems.js';
import type { PeopleSection } from './economy-scenario.js';

/** More people are a slip of the pen. */
const MOST_PEOPLE = 1_000_000;
/** Where the ring's own number of agents would stand. */
const RING_AGENTS = 'ring.n_agents';

/** Reads how many people there are, and what money they begin with where no ring says so. */
export function readPeople(problems: Problems, amounts: Amounts, input: unknown): PeopleSection {
  const section = field(input, 'people');
  const given = field(section, 'count');
  const count = asCount(given);
  if (count !== undefined && (count < 1 || count > MOST_PEOPLE))
    problems.add('E_VALUE', ['people', 'count'], `must be from 1 to ${MOST_PEOPLE}, but is ${shown(given)}`);
  const cash = field(section, 'cash');
  if (cash === undefined) return { count: count ?? 1 };
  if (field(input, 'ring') !== undefined)
    problems.add('E_VALUE', ['people', 'cash'], 'must be left out: the ring section says how much money there is');
  return { count: count ?? 1, cash: { total: amounts.positive(['people', 'cash', 'total'], field(cash, 'total')) } };
}

/** Reads the ring, whose agents are the people. */
export function readRingSection(
  problems: Problems,
  section: unknown,
  people: number,
  moneyDecimals: number,
): RingParams | undefined {
  if (section === undefined) return undefined;
  const found = new Problems();
  const ring = readParams(found, ['ring'], { ...Object.fromEntries(entries(section)), n_agents: people });
  const { scale = 0 } = ring;
  if (scale > moneyDecimals)
    found.add(
      'E_RING_SCALE',
      ['ring', 'scale'],
      `must be at most ledger.moneyDecimals, ${moneyDecimals}, but is ${scale}`,
    );
  for (const { code, path, message } of found.list)
    problems.addAt(code, path === RING_AGENTS ? 'people.count' : path, message);
  return { ...ring, liquidity: ring.liquidity ?? { mode: 'uniform' } };
}
