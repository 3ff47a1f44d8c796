import type { ExchangeAgent, ExchangeAgentInput, Inventory } from './agent.js';
import { type Good, MONEY } from './goods.js';
import { Problems } from './problems.js';
import { createRules, type Rules, type RulesInput } from './rules.js';

/**
 * An agent, checked.
 *
 * @throws ExchangeError with every problem found: `AGENT_ID_INVALID`, `HOLDING_INVALID`, `UNKNOWN_GOOD`, `LAMBDA_INVALID`, `UTILITY_INVALID`, `UNKNOWN_PARAM`,
 * `UNKNOWN_NAME` (of a utility)
 * @see exchange specification, section 2
 */
export function createAgent(input: ExchangeAgentInput, rules: Rules | RulesInput = {}): ExchangeAgent {
  const problems = new Problems();
  const agent = readAgent(input, createRules(rules), 'agent', problems);
  problems.check();
  return agent as ExchangeAgent;
}

/**
 * Agents by ascending id, checked.
 *
 * @throws ExchangeError as {@link createAgent}, and `DUPLICATE_AGENT_ID`
 */
export function createAgents(
  inputs: Iterable<ExchangeAgentInput>,
  input: Rules | RulesInput = {},
): readonly ExchangeAgent[] {
  const rules = createRules(input);
  const problems = new Problems();
  const agents: ExchangeAgent[] = [];
  const ids = new Set<number>();
  let index = 0;
  for (const agentInput of inputs) {
    const path = `agents[${index}]`;
    if (ids.has(agentInput.id)) problems.add('DUPLICATE_AGENT_ID', `${path}.id`, agentInput.id, 'unique');
    ids.add(agentInput.id);
    const agent = readAgent(agentInput, rules, path, problems);
    if (agent !== undefined) agents.push(agent);
    index++;
  }
  problems.check();
  return agents.sort((a, b) => a.id - b.id);
}

/** Reads one agent and notes every problem under `path`; undefined when its utility cannot be read. */
function readAgent(
  input: ExchangeAgentInput,
  rules: Rules,
  path: string,
  problems: Problems,
): ExchangeAgent | undefined {
  const { id } = input;
  if (!Number.isSafeInteger(id) || id < 0)
    problems.add('AGENT_ID_INVALID', `${path}.id`, id, `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  const inventory = readInventory(input.inventory, rules.goods, `${path}.inventory`, problems);
  const M0 = input.M0 ?? rules.params.M0;
  if (!Number.isFinite(M0) || M0 < 0) problems.add('PARAM_INVALID', `${path}.M0`, M0, 'a finite number of at least 0');
  const lambdaMoney = input.lambdaMoney ?? rules.params.lambdaMoney;
  if (!Number.isFinite(lambdaMoney) || lambdaMoney <= 0)
    problems.add('LAMBDA_INVALID', `${path}.lambdaMoney`, lambdaMoney, 'a finite number above 0');
  const utility = rules.registry.readUtility(input.utility, rules.goods, `${path}.utility`, problems);
  if (utility === undefined) return undefined;
  const agent = Object.freeze({ id, inventory, lambdaMoney, M0, utility });
  const { init } = rules.moneyModeRules;
  if (init === undefined || input.lambdaMoney !== undefined || !problems.none) return agent;
  const initial = init(agent, rules.params);
  if (Number.isFinite(initial) && initial > 0) return Object.freeze({ ...agent, lambdaMoney: initial });
  problems.add('PORT_ANSWER_INVALID', `moneyMode ${rules.moneyMode}.init`, initial, 'a finite number above 0');
  return undefined;
}

/** An inventory with an entry for every good and money. */
function readInventory(input: Inventory, goods: readonly Good[], path: string, problems: Problems): Inventory {
  const names = [...goods, MONEY];
  for (const name of Object.keys(input))
    if (!names.includes(name)) problems.add('UNKNOWN_GOOD', `${path}.${name}`, name, `one of ${names.join(', ')}`);
  const entries = names.map((name): readonly [Good, number] => {
    const amount = Object.hasOwn(input, name) ? (input[name] ?? 0) : 0;
    if (!Number.isSafeInteger(amount) || amount < 0)
      problems.add('HOLDING_INVALID', `${path}.${name}`, amount, `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
    return [name, amount];
  });
  return Object.freeze(Object.fromEntries(entries));
}
