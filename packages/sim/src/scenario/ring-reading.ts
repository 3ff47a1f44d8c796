import { CENTRAL_BANK, CLEARING_HOUSE, CUSTODY, TREASURY } from '@bagehot/central-bank';
import type { AgentId } from '@bagehot/kernel';
import { AGENT_KINDS, type AgentKind, type RingAction, type RingParams } from '@bagehot/ring';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import { readMoneySections } from '../money-market/reading.js';
import { ActionReader } from './actions.js';
import { Amounts } from './amounts.js';
import { balancedRollover, readBalanced } from './balanced-section.js';
import { marketMakers, readDealer } from './dealer-section.js';
import { asCount, asFlag, asOneOf, asText, field, items } from './field.js';
import { readGenerated } from './generated-section.js';
import { readParams } from './params-section.js';
import { type Path, type Problems, shown } from './problems.js';
import { readRun } from './run-section.js';
import {
  type ExplicitScenario,
  type GeneratorScenario,
  hasMarket,
  MARKET_DECIMALS,
  type RingScenario,
  type ScenarioAgent,
} from './scenario.js';
import { isGeneratorForm } from './schema.js';
import { SpelledSection } from './spelling.js';

const DEFAULT_SEED = 42;
const DEFAULT_MAX_DAYS = 90;
/** Agents of a generated ring that does not say how many. */
const DEFAULT_AGENTS = 5;
/** Finest amounts a file may hold. */
const MAX_SCALE = 12;

/** Reads the scenario of a ring, in either of its forms, and fills in every default. */
export function readRing(problems: Problems, input: unknown): RingScenario {
  return isGeneratorForm(input) ? readGenerator(problems, input) : readExplicit(problems, input);
}

function readGenerator(problems: Problems, input: unknown): GeneratorScenario {
  const params = field(input, 'params');
  const ring = readParams(problems, ['params'], params);
  const ringSeed = asCount(field(params, 'seed')) ?? DEFAULT_SEED;
  const maturityDays = ring.maturityDays ?? 1;
  const amounts = new Amounts(problems, MARKET_DECIMALS);
  const sections = { balanced: field(input, 'balanced'), dealer: field(input, 'dealer') };
  const balanced =
    sections.balanced === undefined ? undefined : readBalanced(problems, amounts, sections, maturityDays);
  const rollover = balancedRollover(sections.balanced);
  const compile = field(input, 'compile');
  return {
    version: 1,
    model: 'ring',
    form: 'generator',
    namePrefix: asText(field(input, 'name_prefix')) ?? 'Kalecki ring',
    description: asText(field(input, 'description')),
    ringSeed,
    ring,
    dealer: balanced === undefined ? readDealer(problems, amounts, sections.dealer) : balanced.market,
    balanced: balanced?.opening,
    ...readMoneySections({ problems, amounts, knows: (agent) => isRingAgent(agent, ring) }, input),
    run: readRun(problems, field(input, 'run'), undefined, {
      maxDays: Math.max(30, maturityDays + 5),
      seed: ringSeed,
      ...(rollover === undefined ? {} : { rollover }),
    }),
    compile: { outDir: asText(field(compile, 'out_dir')), emitYaml: asFlag(field(compile, 'emit_yaml')) ?? true },
  };
}

function readExplicit(problems: Problems, input: unknown): ExplicitScenario {
  const hasDealer = asFlag(field(field(input, 'dealer'), 'enabled')) === true;
  const isPriced = hasDealer || new SpelledSection(problems, [], input).section('moneyMarket').isThere;
  const scale = asCount(field(input, 'scale')) ?? (isPriced ? MARKET_DECIMALS : 0);
  if (scale > MAX_SCALE) problems.add('E_AMOUNT', ['scale'], `must be at most ${MAX_SCALE}, but is ${scale}`);
  const amounts = new Amounts(problems, Math.min(scale, MAX_SCALE));
  const marketAmounts = new Amounts(problems, Math.max(scale, MARKET_DECIMALS));
  const dealer = readDealer(problems, marketAmounts, field(input, 'dealer'));
  const agents = readAgents(problems, field(input, 'agents'), dealer);
  const kinds = new Map<AgentId, AgentKind>(agents.map(({ id, kind }) => [id, kind]));
  for (const { id, kind } of dealer === undefined ? [] : marketMakers(dealer)) kinds.set(id, kind);
  const reader = new ActionReader(problems, amounts, kinds);
  const initialActions = items(field(input, 'initial_actions')).flatMap(
    (action, k) => reader.read(['initial_actions', k], action, 0) ?? [],
  );
  const scheduledActions = readSchedule(reader, field(input, 'scheduled_actions'));
  const money = readMoneySections({ problems, amounts: marketAmounts, knows: (agent) => kinds.has(agent) }, input);
  checkCentralBank(problems, agents, [...initialActions, ...scheduledActions.map(({ action }) => action)], {
    dealer,
    ...money,
  });
  if (money.moneyMarket !== undefined) checkInstitutions(problems, agents);
  const run = readRun(problems, field(input, 'run'), field(input, 'policy_overrides'), {
    maxDays: DEFAULT_MAX_DAYS,
    seed: DEFAULT_SEED,
  });
  run.show.balances.forEach((agent, k) => {
    if (!kinds.has(agent))
      problems.add('E_AGENT_UNKNOWN', ['run', 'show', 'balances', k], `there is no agent ${shown(agent)}`);
  });
  return {
    version: 1,
    model: 'ring',
    form: 'explicit',
    name: asText(field(input, 'name')) ?? '',
    description: asText(field(input, 'description')),
    scale,
    agents,
    initialActions,
    scheduledActions,
    dealer,
    ...money,
    run,
    generated: readGenerated(problems, field(input, 'generated')),
  };
}

function readAgents(
  problems: Problems,
  value: unknown,
  dealer: SecondaryMarketConfig | undefined,
): readonly ScenarioAgent[] {
  const makers = new Map(dealer === undefined ? [] : marketMakers(dealer).map(({ id, kind }) => [id, kind]));
  const seen = new Set<AgentId>();
  return items(value).flatMap((entry, k): readonly ScenarioAgent[] => {
    const path: Path = ['agents', k, 'id'];
    const id = asText(field(entry, 'id'));
    if (id === undefined) return [];
    if (seen.has(id)) problems.add('E_AGENT_DUPLICATE', path, `${shown(id)} is taken already`);
    const kind = asOneOf(field(entry, 'kind'), AGENT_KINDS) ?? 'household';
    const maker = makers.get(id);
    if (maker !== undefined && maker !== kind)
      problems.add(
        'E_AGENT_DUPLICATE',
        path,
        `${shown(id)} is the name of a market maker: it may be listed as a ${maker}, not as a ${kind}`,
      );
    seen.add(id);
    const name = asText(field(entry, 'name'));
    return [name === undefined ? { id, kind } : { id, kind, name }];
  });
}

/** Scheduled actions by day; those of one day stay in the order of the file. Problems keep the file's positions. */
function readSchedule(
  reader: ActionReader,
  value: unknown,
): readonly { readonly day: number; readonly action: RingAction }[] {
  return items(value)
    .map((entry, k) => ({ k, day: asCount(field(entry, 'day')) ?? 0, entry: field(entry, 'action') }))
    .sort((a, b) => a.day - b.day)
    .flatMap(({ k, day, entry }) => {
      const action = reader.read(['scheduled_actions', k, 'action'], entry, day);
      return action === undefined ? [] : [{ day, action }];
    });
}

/** Central bank money needs exactly one issuer. */
function checkCentralBank(
  problems: Problems,
  agents: readonly ScenarioAgent[],
  actions: readonly RingAction[],
  sections: Parameters<typeof hasMarket>[0],
): void {
  const banks = agents.flatMap(({ kind }, k) => (kind === 'central_bank' ? [k] : []));
  const second = banks[1];
  if (second !== undefined)
    problems.add('E_POLICY', ['agents', second, 'kind'], 'is a second central bank; there may be one');
  const needsOne = hasMarket(sections) || actions.some(({ kind }) => kind === 'mint_cash' || kind === 'mint_reserves');
  if (banks.length === 0 && needsOne)
    problems.add('E_POLICY', ['agents'], 'need an agent of kind central_bank, which issues the cash and reserves');
}

/** Names of the money market's own agents, and the kinds they may be listed as. */
const INSTITUTIONS: ReadonlyMap<AgentId, AgentKind | undefined> = new Map([
  [CENTRAL_BANK, 'central_bank'],
  [TREASURY, 'treasury'],
  [CLEARING_HOUSE, undefined],
  [CUSTODY, undefined],
]);

/** Who is called as one of the money market's own agents must be that one. */
function checkInstitutions(problems: Problems, agents: readonly ScenarioAgent[]): void {
  agents.forEach(({ id, kind }, k) => {
    if (INSTITUTIONS.has(id) && INSTITUTIONS.get(id) !== kind)
      problems.add(
        'E_AGENT_DUPLICATE',
        ['agents', k, 'id'],
        `${shown(id)} is the name of one of the money market's own`,
      );
  });
}

/** Generated agents are called H1, H2, ... */
function isRingAgent(agent: AgentId, { agents = DEFAULT_AGENTS }: RingParams): boolean {
  const number = /^H([1-9]\d*)$/.exec(agent)?.[1];
  return number !== undefined && Number(number) <= agents;
}
