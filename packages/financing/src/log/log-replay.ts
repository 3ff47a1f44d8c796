import { type Decimal, decimal, ZERO } from '@bagehot/kernel';
import { Problems } from '../problems.js';
import { RunCourse } from './course-checks.js';
import { isParticipant, roundsOf, stepsBetween } from './log-rounds.js';
import type { FinancingLogRow } from './log-schema.js';
import { checkRound } from './round-checks.js';

/** An agent in a frame. */
export interface FrameAgent {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly inMarket: boolean;
  /** Null in logs before 1.2. */
  readonly phase: string | null;
  /** Steps since the frame before; null in the first one. */
  readonly steps: number | null;
  /** Bought (more than 0) or sold (less) of each good; null for those who were not in a market with prices. */
  readonly net: readonly Decimal[] | null;
  /** Desired purchases that were not executed; null where the log does not tell. */
  readonly liquidityGap: readonly Decimal[] | null;
  /** Everything else. */
  readonly row: FinancingLogRow;
}

/** A round of a run, as its log tells it. */
export interface LogFrame {
  readonly round: number;
  readonly mode: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  /** Null but in the last round. */
  readonly termination: string | null;
  /** One per good, null for a good that has left the round; null as a whole where no price formed. */
  readonly prices: readonly (Decimal | null)[] | null;
  /** Purchases of each good, which are its sales; null where no price formed. */
  readonly volume: readonly Decimal[] | null;
  /** Of the whole market; null where no price formed or the log does not tell. */
  readonly liquidityGap: readonly Decimal[] | null;
  /** By ascending id. */
  readonly agents: readonly FrameAgent[];
}

/** How strictly a log is looked at. */
export interface ReplayOptions {
  /**
   * `all`: also the arithmetic of markets and participants, exactly. `course`: only rounds, people, ways, and what the rows of a round share, which is all
   * that a log of rounded numbers, such as another simulator's, can satisfy.
   *
   * @defaultValue 'all'
   */
  readonly checks?: 'all' | 'course';
  /**
   * Did the run's settlement policy carry balances into later rounds? The built-in one does not. A log does not show them: budget and slack are then only bounded,
   * and the rounding is whatever the policy left.
   *
   * @defaultValue false
   */
  readonly carriesBalances?: boolean;
}

/**
 * Plays a run again from its log, round by round, and checks on the way everything that a log alone can prove: no round is left out; the same people in every
 * round, who take a step at a time; one version and mode; each good bought as much as sold; orders never larger than what they came from; unmet orders, gaps, fill rates,
 * wealth, budgets, slack and balances follow from orders and prices; market figures are the sums of the agents'; deliveries are received; roundings add up to 0. What
 * a row does not tell (null) contradicts nothing. That a log was not rewritten as a whole only its digest proves: `verifyLog`.
 *
 * @param rows - in the order of the log
 * @returns makes each frame when it is asked for
 * @throws FinancingError `LOG_INTEGRITY` with every contradiction of the first round that has any; `path` names round, agent and field
 * @example
 * for (const frame of replayLog(parseLog(text))) console.log(frame.round, String(frame.volume));
 */
export function* replayLog(rows: Iterable<FinancingLogRow>, options: ReplayOptions = {}): Generator<LogFrame> {
  const { checks = 'all', carriesBalances = false } = options;
  const course = new RunCourse();
  let before: readonly FinancingLogRow[] | undefined;
  for (const round of roundsOf(rows)) {
    const problems = new Problems();
    course.check(round, problems);
    if (checks === 'all') checkRound(round, { carriesBalances }, problems);
    problems.check();
    yield frameOf(round, before);
    before = round;
  }
}

function frameOf(rows: readonly FinancingLogRow[], before: readonly FinancingLogRow[] | undefined): LogFrame {
  const [first] = rows as readonly [FinancingLogRow];
  const priced = first.econ_prices.length > 0;
  const agents = rows.map((row, k) => frameAgent(row, before?.[k]));
  return {
    round: first.core_round,
    mode: first.financing_mode,
    status: first.solver_status,
    reason: first.solver_reason,
    termination: first.termination_reason,
    prices: priced ? first.econ_prices.map((text) => (text === null ? null : decimal(text))) : null,
    volume: priced ? volumeOf(agents, first.econ_prices.length) : null,
    liquidityGap: decimals(first.market_liquidity_gap),
    agents,
  };
}

function frameAgent(row: FinancingLogRow, before: FinancingLogRow | undefined): FrameAgent {
  return {
    id: row.core_agent_id,
    x: row.spatial_pos_x,
    y: row.spatial_pos_y,
    inMarket: row.spatial_in_marketplace,
    phase: row.phase,
    steps: before === undefined ? null : stepsBetween(before, row),
    net: isParticipant(row) ? decimals(row.econ_executed_net) : null,
    liquidityGap: decimals(row.liquidity_gap),
    row,
  };
}

function decimals(texts: readonly string[] | null): readonly Decimal[] | null {
  return texts === null ? null : texts.map((text) => decimal(text));
}

function volumeOf(agents: readonly FrameAgent[], goods: number): readonly Decimal[] {
  return Array.from({ length: goods }, (_, g) =>
    agents.reduce((volume, { net }) => {
      const traded = net?.[g];
      return traded?.gt(0) === true ? volume.plus(traded) : volume;
    }, ZERO),
  );
}
