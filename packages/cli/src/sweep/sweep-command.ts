import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit-code.js';
import type { Terminal } from '../terminal.js';
import type { SweepKind, SweepOptions, SweepRunOptions } from './sweep-options.js';

/** What the verbs need of the program around them. */
export interface Program {
  readonly terminal: Terminal;
  readonly version: string;
  finish(code: ExitCode): void;
}

const DESCRIPTIONS: Readonly<Record<SweepKind, string>> = {
  ring: 'run a ring at every point of a design',
  comparison: 'run a ring with and without its market at every point of a design',
  balanced: 'run a ring with active and with passive dealers, on equal balance sheets, at every point of a design',
  economy: 'run an economy of several markets at every point of a design',
};

/** Adds `sweep` and its verbs. What they do is loaded when one of them is called. */
export function addSweep(program: Command, { terminal, version, finish }: Program): void {
  const sweep = program.command('sweep').description('run many scenarios and compare them');
  for (const kind of ['ring', 'comparison', 'balanced', 'economy'] as const)
    withRunOptions(withPlanOptions(sweep.command(kind).description(DESCRIPTIONS[kind]), kind)).action(
      async (file: string | undefined, options: SweepOptions) => {
        const verb = await import('./sweep.js');
        finish(await verb.sweep(kind, file, options, terminal, version));
      },
    );

  withOutputOptions(
    sweep
      .command('merge')
      .description('make tables, summary and dashboard of the shards of a sweep')
      .argument('<folder>', 'folder of the sweep'),
  ).action(async (folder: string, options: SweepRunOptions) => {
    const verb = await import('./sweep-merge.js');
    finish(await verb.sweepMerge(folder, options, terminal, version));
  });

  sweep
    .command('status')
    .description('say how far a sweep has come: exit code 0 when it is complete, else 1')
    .argument('<folder>', 'folder of the sweep')
    .option('--json', 'print one JSON object')
    .action(async (folder: string, options: { json?: boolean }) => {
      const verb = await import('./sweep-status.js');
      finish(verb.sweepStatus(folder, options, terminal));
    });

  sweep
    .command('pair')
    .description('run one pair of a sweep again, with logs and reports')
    .argument('<folder>', 'folder of the sweep')
    .argument('<index>', 'number of the pair, as the tables have it')
    .option('--json', 'print one JSON object')
    .action(async (folder: string, index: string, options: { json?: boolean }) => {
      const verb = await import('./sweep-pair.js');
      finish(await verb.sweepPair(folder, index, options, terminal, version));
    });
}

function withPlanFile(command: Command, what: string): Command {
  return command.argument('[plan]', what).option('--config <file>', 'the same as the argument');
}

function withRepetitions(command: Command): Command {
  return command
    .option('--base-seed <seed>', 'seed of the first run')
    .option('--replicates <count>', 'runs per point, each with a seed of its own');
}

function withPlanOptions(command: Command, kind: SweepKind): Command {
  if (kind === 'economy') return withRepetitions(withPlanFile(command, 'YAML file of a plan whose base is an economy'));
  withPlanFile(command, 'YAML file of a plan or of the settings of a sweep')
    .option('--preset <name>', 'a plan that comes with the program')
    .option('--grid', 'run every combination of the values')
    .option('--no-grid', 'leave the grid out')
    .option('--kappas <values>', 'debt over liquidity, separated by commas')
    .option('--concentrations <values>', 'of the distribution of debts')
    .option('--mus <values>', 'misalignment of due days')
    .option('--monotonicities <values>', 'order of debts around the ring')
    .option('--lhs <points>', 'so many points of a Latin hypercube besides')
    .option('--kappa-min <value>', 'ends of the ranges that are sampled')
    .option('--kappa-max <value>', '(0.2 and 5 for kappa and c, 0 and 1 for mu,')
    .option('--c-min <value>', '0 and 0 for monotonicity)')
    .option('--c-max <value>')
    .option('--mu-min <value>')
    .option('--mu-max <value>')
    .option('--monotonicity-min <value>')
    .option('--monotonicity-max <value>')
    .option('--frontier', 'search the largest kappa that is safe, at every combination of the others')
    .option('--frontier-low <kappa>', 'where the search begins (0.1)')
    .option('--frontier-high <kappa>', 'where it ends (4)')
    .option('--frontier-tolerance <rate>', 'default rate that is still safe (0.02)')
    .option('--frontier-iterations <count>', 'how often the range is halved (6)')
    .option('--n-agents <count>', 'agents of the ring')
    .option('--maturity-days <days>', 'last due day')
    .option('--q-total <amount>', 'everything that is owed')
    .addOption(new Option('--liquidity-mode <mode>', 'who has the money').choices(['uniform', 'single_at']))
    .option('--liquidity-agent <agent>', 'the one who has it');
  withRepetitions(command)
    .addOption(new Option('--default-handling <rule>', 'what follows a default').choices(['expel-agent', 'fail-fast']))
    .option('--dealer-enabled', 'with a market; comparisons and balanced sweeps have one anyway')
    .option('--dealer-share <share>', "dealers' capital as a share of debts")
    .option('--vbt-share <share>', "value-based traders' capital as a share of debts")
    .option('--ticket-size <amount>', 'face that is traded at once');
  if (kind !== 'balanced') return command;
  return command
    .option('--rho, --outside-mid-ratios <values>', 'what a unit of face is worth outside')
    .option('--face-value <amount>', 'the same as --ticket-size')
    .option('--rollover', 'debts that were paid are lent again')
    .option('--no-rollover', 'they are not')
    .addOption(
      new Option('--additional-cash <rule>', 'how the money for the debts to dealers is shared out').choices([
        'equal',
        'proportional',
      ]),
    );
}

function withRunOptions(command: Command): Command {
  return withOutputOptions(
    command
      .option('--out-dir <folder>', 'output folder (default: out_dir of the plan, or out/sweep)')
      .option('--workers <count>', 'threads that share the work; auto: one per core', '0')
      .option('--shard <i/n>', 'run part i, counted from 0, of n parts only')
      .option('--resume', 'go on with the sweep that is in the output folder'),
  );
}

function withOutputOptions(command: Command): Command {
  return command
    .option('--format <formats>', 'of the tables besides csv: jsonl, parquet', 'csv')
    .option('--reports <count>', 'how many of the most worsened pairs get reports', '100')
    .option('--json', 'print one JSON object and nothing else');
}
