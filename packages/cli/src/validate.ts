import {
  compileScenario,
  type EconomyScenario,
  type ExchangeScenario,
  exchangeWarnings,
  type FinancingScenario,
} from '@bagehot/sim';
import { economySections } from './economy-sections.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { readScenarioFile, refusal, requireSetUp } from './scenario-file.js';
import { warningsOf } from './scenario-warning.js';
import type { Terminal } from './terminal.js';

/** Checks a scenario file: reads it, spells it out and sets it up, but runs no day. */
export function validate(file: string, options: { readonly json?: boolean }, terminal: Terminal): ExitCode {
  try {
    return check(file, options, terminal);
  } catch (error) {
    const refused = refusal(file, error);
    if (options.json === true && refused instanceof CommandError)
      terminal.out(JSON.stringify({ valid: false, problems: refused.problems }));
    throw refused;
  }
}

function check(file: string, options: { readonly json?: boolean }, terminal: Terminal): ExitCode {
  const read = readScenarioFile(file);
  if (read.model === 'financing') return tellFinancing(file, read, options, terminal);
  if (read.model === 'exchange') return tellExchange(file, read, options, terminal);
  if (read.model === 'economy') return tellEconomy(file, read, options, terminal);
  const scenario = compileScenario(read);
  requireSetUp(file, scenario);
  const facts = {
    name: scenario.name,
    agents: scenario.agents.length,
    initialActions: scenario.initialActions.length,
    scheduledActions: scenario.scheduledActions.length,
    dealers: scenario.dealer !== undefined,
  };
  const warnings = warningsOf(scenario);
  if (options.json === true) terminal.out(JSON.stringify({ valid: true, ...facts, warnings }));
  else
    terminal.out(
      `${file} is valid: ${facts.name}, ${facts.agents} agents, ${facts.initialActions} opening and ${facts.scheduledActions} scheduled actions, ${facts.dealers ? 'with' : 'no'} dealers`,
    );
  for (const warning of warnings) terminal.err(`warning: ${warning}`);
  return EXIT.ok;
}

function tellFinancing(
  file: string,
  scenario: FinancingScenario,
  options: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  const { name, financing, agents } = compileScenario(scenario);
  const { grid, goods, mode } = financing;
  const facts = { name, model: 'financing', mode, agents: agents.length, goods: goods.length };
  if (options.json === true) terminal.out(JSON.stringify({ valid: true, ...facts, warnings: [] }));
  else
    terminal.out(
      `${file} is valid: ${name}, ${agents.length} people with ${goods.length} goods on ${grid.width} by ${grid.height} cells under ${mode}`,
    );
  return EXIT.ok;
}

function tellExchange(
  file: string,
  scenario: ExchangeScenario,
  options: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  const { name, exchange } = compileScenario(scenario);
  const { agents, goods, resources, side, regime, moneyMode } = exchange;
  const warnings = exchangeWarnings(scenario).map(({ code, message }) => `${code} ${message}`);
  const counts = { agents: agents.length, goods: goods.length, resources: resources.length };
  const facts = { name, model: 'exchange', regime, money_mode: moneyMode, ...counts };
  if (options.json === true) terminal.out(JSON.stringify({ valid: true, ...facts, warnings }));
  else
    terminal.out(
      `${file} is valid: ${name}, ${agents.length} people with ${goods.length} goods on ${side} by ${side} cells, ${resources.length} of them with resources, under ${regime}`,
    );
  for (const warning of warnings) terminal.err(`warning: ${warning}`);
  return EXIT.ok;
}

function tellEconomy(
  file: string,
  read: EconomyScenario,
  options: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  const scenario = compileScenario(read);
  requireSetUp(file, scenario);
  const warnings = warningsOf(scenario);
  const { name, people, seed } = scenario;
  const sections = economySections(scenario);
  if (options.json === true)
    terminal.out(
      JSON.stringify({ valid: true, name, model: 'economy', people: people.count, seed, sections, warnings }),
    );
  else
    terminal.out(
      `${file} is valid: ${name}, ${people.count} people with ${sections.length === 0 ? 'no market' : sections.join(', ')}`,
    );
  for (const warning of warnings) terminal.err(`warning: ${warning}`);
  return EXIT.ok;
}
