import { Command, CommanderError, Option } from 'commander';
import type { AnalyzeOptions } from './analyze.js';
import type { BranchCommandOptions } from './branch.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import type { QueryOptions } from './query.js';
import type { CompareOptions, RunOptions } from './run-options.js';
import { addSweep } from './sweep/sweep-command.js';
import { newScenario, TEMPLATE_NAMES } from './template.js';
import type { Terminal } from './terminal.js';

const BUG = `This is a bug in bagehot, not in your scenario or your command. Files that were being written end with the last finished day.
Please report it with the scenario and the lines that follow.`;

/**
 * Runs one command line and says how it went. Nothing but the given terminal, the named files and, while a run goes on, the interrupt signal is touched.
 *
 * @param args - without the program's own name
 * @param version - shown by `--version`
 */
export async function main(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = commands(terminal, version, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    if (error instanceof CommandError) {
      terminal.err(error.message);
      return error.exitCode;
    }
    terminal.err(`${BUG}\n${error instanceof Error ? error.stack : String(error)}`);
    return EXIT.failed;
  }
}

/** The verbs. What one does is loaded when it is called, so that none waits for the others. */
function commands(terminal: Terminal, version: string, finish: (code: ExitCode) => void): Command {
  const program = new Command('bagehot')
    .description('Simulate money markets: who must pay whom, in what, when, and who makes liquidity when they cannot.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });

  withRunOptions(program.command('run').description('run a scenario and write its log, balances, metrics and report'))
    .addOption(new Option('--show <what>', 'what is printed').choices(['summary', 'detailed', 'table', 'none']))
    .option('--agents <names>', 'balance sheets that are printed, separated by commas')
    .addOption(checkInvariants())
    .option('--financing-mode <mode>', 'of a financing economy: what purchases are paid with')
    .option('--regime <regime>', 'of an exchange: what may be traded for what')
    .addOption(
      new Option('--level <level>', 'of an exchange: how much is written (default: standard)').choices([
        'minimal',
        'standard',
        'debug',
      ]),
    )
    .option('--dealer', 'insist on the market of the scenario')
    .option('--no-dealer', "leave the scenario's market out")
    .option('--export-events <file>', 'a further copy of the log')
    .option('--export-balances <file>', 'a further copy of the balances')
    .option('--html <file>', 'a further copy of the report')
    .option(...SNAPSHOT_EVERY)
    .action(async (file: string, options: RunOptions) => {
      const { run } = await import('./run.js');
      finish(await run(file, options, terminal, version));
    });

  withRunOptions(
    program
      .command('compare')
      .description(
        'run a scenario with and without its market on the same seed, or under several financing modes or regimes',
      ),
  )
    .option(
      '--modes <modes>',
      'of a financing economy: the modes, separated by commas (default: PERSONAL,TOTAL_WEALTH)',
    )
    .option(
      '--regimes <regimes>',
      'of an exchange: the regimes, separated by commas (default: barter_only,money_only,mixed)',
    )
    .option('--seeds <seeds>', "of an exchange: seeds such as 1,5-20 (default: 20 from the scenario's on)")
    .action(async (file: string, options: CompareOptions) => {
      const { compare } = await import('./compare.js');
      finish(await compare(file, options, terminal, version));
    });

  program
    .command('branch')
    .description('go back to a day of a run and let it go on from there under other rules')
    .argument('<folder>', 'output folder of a run')
    .requiredOption('--day <day>', 'the first day of its own')
    .option('--set <path=value>', 'what is different from then on; may be given several times', appended, [])
    .addOption(new Option('--show <what>', 'what is printed').choices(['summary', 'detailed', 'table', 'none']))
    .option('--agents <names>', 'balance sheets that are printed, separated by commas')
    .addOption(checkInvariants())
    .option(...SNAPSHOT_EVERY)
    .requiredOption('--out <folder>', 'output folder of the branch')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (folder: string, options: BranchCommandOptions) => {
      const { branchRun } = await import('./branch.js');
      finish(await branchRun(folder, options, terminal, version));
    });

  program
    .command('verify')
    .description('hold every file of a run against its manifest')
    .argument('<folder>', 'output folder of a run')
    .option('--json', 'print one JSON object')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { verify } = await import('./verify.js');
      finish(verify(folder, options, terminal));
    });

  addSweep(program, { terminal, version, finish });

  program
    .command('validate')
    .description('check a scenario and say all that is wrong with it')
    .argument('<scenario>', 'YAML file')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: { json?: boolean }) => {
      const { validate } = await import('./validate.js');
      finish(validate(file, options, terminal));
    });

  program
    .command('new')
    .description('write a commented scenario to begin with')
    .option('-o, --output <file>', 'file to write (default: standard output)')
    .addOption(new Option('--from <template>', 'what to begin with').choices(TEMPLATE_NAMES).default('ring'))
    .action((options: { output?: string; from: string }) => finish(newScenario(options, terminal)));

  program
    .command('compile')
    .description("spell out a generator's scenario, with its draws")
    .argument('<scenario>', 'YAML file')
    .option('-o, --output <file>', 'file to write (default: compile.out_dir of the scenario, or standard output)')
    .action(async (file: string, options: { output?: string }) => {
      const { compile } = await import('./compile.js');
      finish(compile(file, options, terminal));
    });

  program
    .command('replay')
    .description('rebuild a run from its log alone and compare it with what was recorded')
    .argument('<events>', 'events.jsonl of a run, or log.jsonl of a financing economy')
    .option('--balances <file>', 'balances.csv of the run (default: beside the log)')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: { balances?: string; json?: boolean }) => {
      const { replay } = await import('./replay.js');
      finish(await replay(file, options, terminal));
    });

  program
    .command('analyze')
    .description('compute the metrics of a run from its log alone')
    .requiredOption('--events <file>', 'events.jsonl of a run')
    .option(
      '--balances <file>',
      'balances.csv of the run, for a log that does not begin with the opening of the accounts',
    )
    .option('--days <days>', 'only these days, such as 1,3-5')
    .option('--out-csv <file>', 'write the metrics of each day as comma-separated values')
    .option('--out-json <file>', 'write all metrics as JSON')
    .option('--intraday-csv <file>', "write each day's payments in their order, with the money in use")
    .option('--html <file>', 'write a report')
    .option('--json', 'print one JSON object')
    .action(async (options: AnalyzeOptions) => {
      const { analyze } = await import('./analyze.js');
      finish(analyze(options, terminal));
    });

  program
    .command('query')
    .description('ask the files of a run, a comparison or a sweep in SQL')
    .argument('[sql]', 'statement in quotes; not with --file')
    .argument('[folder]', 'output folder')
    .option('--file <file>', 'file that holds the statement')
    .option('--csv', 'print comma-separated values')
    .option('--json', 'print one JSON object: columns and rows')
    .action(async (sql: string | undefined, folder: string | undefined, options: QueryOptions) => {
      const { query } = await import('./query.js');
      const words = [sql, folder].filter((word) => word !== undefined);
      finish(await query(words, options, terminal));
    });

  return program;
}

const SNAPSHOT_EVERY = [
  '--snapshot-every <days>',
  'days between two opening states that are kept, to branch from; 0 keeps that of the first day only',
  '5',
] as const;

function checkInvariants(): Option {
  return new Option('--check-invariants <when>', 'when the books are checked')
    .choices(['setup', 'daily', 'none'])
    .default('daily');
}

function appended(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Options that override the file, and where results go. */
function withRunOptions(command: Command): Command {
  return command
    .argument('<scenario>', 'YAML file')
    .addOption(new Option('--mode <mode>', 'how long the run goes on').choices(['step', 'until-stable']))
    .option('--max-days <days>', 'how many days at most')
    .option('--quiet-days <days>', 'quiet days after which a run is stable')
    .addOption(new Option('--default-handling <rule>', 'what follows a default').choices(['expel-agent', 'fail-fast']))
    .addOption(
      new Option('--distribution <rule>', 'who is paid when money is short').choices(['first-come', 'proportional']),
    )
    .option('--max-rounds <rounds>', 'of a financing economy: how many rounds at most')
    .option('--ticks <ticks>', 'of an exchange: how many ticks')
    .option('--seed <seed>', 'seed of everything that is drawn')
    .option('--out <folder>', 'output folder', 'out')
    .option('--json', 'print one JSON object and nothing else');
}
