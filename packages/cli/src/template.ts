import { existsSync } from 'node:fs';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { writeOutput } from './output-folder.js';
import type { Terminal } from './terminal.js';

const RING = `# A ring of debts: each of n agents owes the next one. Drawn from a few parameters.
version: 1
generator: ring_explorer_v1
name_prefix: My ring
params:
  n_agents: 20
  seed: 42 # the same seed makes the same ring, on every machine
  kappa: 2 # debt over liquidity: high is stress
  q_total: 1000 # everything that is owed
  inequality: { concentration: 1 } # small is unequal
  maturity: { days: 5, mu: 0.5 } # last due day, misalignment from 0 to 1
`;

const DEALER = `${RING}# A market in these debts before they are settled: a dealer per maturity bucket between the quotes of a value-based trader.
dealer:
  enabled: true
  ticket_size: 1
  buckets:
    short: { tau_min: 1, tau_max: 3, M: 1.0, O: 0.20 }
    mid: { tau_min: 4, tau_max: 8, M: 1.0, O: 0.30 }
    long: { tau_min: 9, tau_max: 999, M: 1.0, O: 0.40 }
  dealer_share: 0.25
  vbt_share: 0.50
  order_flow: { pi_sell: 0.5, N_max: all, block: shortfall }
  trader_policy: { horizon_H: 3, buffer_B: 1 }
`;

const EXPLICIT = `# Three people who owe one another, spelled out. Amounts are exact: 0.1 is one tenth.
version: 1
name: Three people
scale: 0 # decimals of every amount
agents:
  - { id: CB, kind: central_bank }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
  - { id: H3, kind: household }
initial_actions:
  - mint_cash: { to: H1, amount: 20 }
  - create_payable: { from: H1, to: H2, amount: 50, due_day: 1, alias: first }
  - create_payable: { from: H2, to: H3, amount: 40, due_day: 1 }
  - create_payable: { from: H3, to: H1, amount: 30, due_day: 2 }
scheduled_actions:
  - day: 1
    action: { mint_cash: { to: H1, amount: 30 } }
run: { max_days: 30 }
`;

const FINANCING = `# People who carry goods to a market in the middle of a grid, and what they may pay with there.
version: 1
model: financing
name: My village
financing:
  mode: PERSONAL # pay with what you carry and sell; TOTAL_WEALTH: with all you own
  goods: [grain, cloth, salt] # the first one is the numeraire: its price is 1
  grid: { width: 12, height: 9, market_width: 2, market_height: 2 }
  load_fraction: 0.5 # half of what is at home is taken along on each trip
  kappa: 0.01 # what each step on the way takes off the budget
  population: # drawn from the seed; or spell everybody out under \`agents\`
    agents: 24
    stocks: { min: 0, max: 10, decimals: 2 }
    ownership: 0.6 # the probability that somebody owns anything of a good
    weights: { minimum: 0.1 } # everybody wants at least a little of everything
run: { max_rounds: 60, seed: 7 }
`;

const EXCHANGE = `# People on a grid who gather goods and trade them, for one another or for money: whole units, two at a time.
version: 1
model: exchange
name: My market
exchange:
  N: 10 # cells from side to side
  goods: [bread, wine]
  agents: 20 # drawn from the seed; or spell everybody out in a list
  initial_inventories:
    bread: { uniform_int: [0, 12] } # equally likely; or one number for all, or a list with one for each
    wine: { uniform_int: [0, 12] }
    M: { uniform_int: [20, 80] } # money, in minor units
  utilities: # tastes, and how likely each is
    mix:
      - { type: ces, weight: 0.5, params: { rho: 0.5, wbread: 0.6, wwine: 0.4 } }
      - { type: linear, weight: 0.5, params: { vbread: 1, vwine: 1.2 } }
  resource_seed: { density: 0.1, amount: 3 } # one cell in ten has three units of a good
  params:
    exchange_regime: mixed # barter_only, money_only, mixed, mixed_liquidity_gated
    vision_radius: 5
    spread: 0.02
    resource_growth_rate: 1
run: { ticks: 100, seed: 7 }
`;

const ECONOMY = `# Several markets on one ledger: people owe one another, trade goods for money and on credit, sell their claims to dealers and borrow overnight. Every section but people may go.
version: 1
model: economy
name: My economy
seed: 7 # of everything that is drawn
people: { count: 20 } # H1 to H20 in every market; without a ring: { count: 20, cash: { total: 500 } }
ring: { kappa: 1.5, q_total: 1000, maturity: { days: 8, mu: 0.5 } } # what they owe one another at the start
exchange: # a market for goods; or \`financing\`, a market with one round a day
  N: 6
  goods: [bread, wine]
  agents: 12 # H1 to H12
  initial_inventories: { bread: { uniform_int: [0, 12] }, wine: { uniform_int: [0, 12] }, M: 0 } # money stands on the ledger already
  utilities:
    mix:
      - { type: ces, weight: 0.5, params: { rho: 0.5, wbread: 0.7, wwine: 0.3 } }
      - { type: linear, weight: 0.5, params: { vbread: 4, vwine: 6 } }
  params: { exchange_regime: money_only, vision_radius: 6, lambda_money: 0.1 }
goods: { ticksPerDay: 3, reserveDays: 0 }
tradeCredit: { termDays: 3, maxDebt: 120 } # what money does not cover is owed for three days
dealer: { dealer_share: 0.1, vbt_share: 0.25, order_flow: { N_max: all, block: shortfall } }
moneyMarket: { policyRate: 0.05, spreadSensitivity: 0.1 } # overnight; dealers borrow too with \`dealerFunding: { leverage: 2 }\`
liquidity: { policy: sell-first } # what the short do first
facilities: { lendingSpread: 0.02, depositSpread: 0.01, collateral: { haircut: 0.1 } } # the central bank's window
backstop: { spread: 0.6 } # the central bank behind the dealers
run: { maxDays: 30 }
`;

const TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['ring', RING],
  ['dealer', DEALER],
  ['explicit', EXPLICIT],
  ['financing', FINANCING],
  ['exchange', EXCHANGE],
  ['economy', ECONOMY],
]);

/** Names of the templates that `bagehot new` knows. */
export const TEMPLATE_NAMES: readonly string[] = [...TEMPLATES.keys()];

/** Writes a commented scenario to begin with, to standard output or to a file that is not there yet. */
export function newScenario(
  options: { readonly output?: string; readonly from: string },
  terminal: Terminal,
): ExitCode {
  const text = TEMPLATES.get(options.from);
  if (text === undefined)
    throw new CommandError(
      EXIT.badInput,
      `there is no template ${options.from}; there are ${TEMPLATE_NAMES.join(', ')}`,
    );
  if (options.output === undefined) {
    terminal.out(text.trimEnd());
    return EXIT.ok;
  }
  if (existsSync(options.output))
    throw new CommandError(EXIT.cannotWrite, `${options.output} exists already and is left as it is`);
  writeOutput(options.output, text);
  terminal.out(`wrote ${options.output}`);
  return EXIT.ok;
}
