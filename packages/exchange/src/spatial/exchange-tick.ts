import type { Day } from '@bagehot/kernel';
import type { Mode } from '../matching.js';
import { refusal } from '../problems.js';
import type { DepthGate } from './barter-gate.js';
import type { Decisions } from './decisions.js';
import type { UnpairReason } from './events.js';
import type { ForageSearch } from './forage-search.js';
import { NONE } from './grid-state.js';
import { forage, type HarvestParts, regrow } from './harvests.js';
import type { LambdaPhase } from './lambda-phase.js';
import { type ModeSchedule, modeAt } from './mode-schedule.js';
import { move } from './movement.js';
import type { Observation } from './observation.js';
import type { PairScores } from './pair-scores.js';
import type { Participation } from './participation.js';
import type { Sight } from './sight.js';
import { type TradeParts, trade } from './trading.js';

/** Ticks from one account of the resources to the next. */
const RESOURCES_EVERY = 10;

/** Everything a tick works with. */
export interface TickParts extends TradeParts, HarvestParts {
  readonly schedule: ModeSchedule | null;
  readonly participation: Participation;
  readonly scores: PairScores;
  readonly gate: DepthGate | null;
  readonly sight: Sight;
  readonly forageSearch: ForageSearch;
  readonly decisions: Decisions;
  readonly lambdas: LambdaPhase;
  readonly observation: Observation;
  readonly witness: TradeParts['witness'] & HarvestParts['witness'];
  /** Whether a pairing that is not mutual is an error. */
  readonly strict: boolean;
}

/**
 * One tick: perception, decision, movement, trade, forage, regeneration, housekeeping.
 *
 * @param day - on which it is booked
 * @returns its mode
 * @throws ExchangeError `PAIRING_NOT_MUTUAL` in strict mode; what ports throw, and `PORT_ANSWER_INVALID`
 * @see exchange specification, section 11
 */
export function playTick(parts: TickParts, day: Day): Mode {
  const { state, traders, observation } = parts;
  const mode = modeAt(parts.schedule, state.tick);
  if (state.mode !== null && state.mode !== mode) switchMode(parts, state.mode, mode);
  state.mode = mode;
  parts.participation.begin(day);
  dismiss(parts);

  parts.scores.begin();
  parts.gate?.begin(parts.sight);
  parts.decisions.decide(mode);
  observation.decided(parts.decisions, mode);

  move(
    state,
    { budget: traders.rules.params.moveBudgetPerTick, interactionRadius: traders.rules.params.interactionRadius },
    observation.moved,
  );
  parts.sight.expire();
  if (mode !== 'forage') trade(parts);
  if (mode !== 'trade' && forage(parts)) parts.forageSearch.expire();
  if (regrow(parts)) parts.forageSearch.expire();

  parts.participation.end();
  traders.refreshChanged();
  parts.lambdas.update();
  checkPairings(parts);
  observation.agents(state.tick, parts.lambdas);
  if (state.tick % RESOURCES_EVERY === 0) observation.resources(state.tick);
  observation.tickState(mode);
  state.tick++;
  return mode;
}

/** Everybody lets go of partners and commitments. */
function switchMode({ state, observation }: TickParts, from: Mode, to: Mode): void {
  const { count, partner, committed } = state;
  const reason: UnpairReason = `mode_switch_${from}_to_${to}`;
  for (let row = 0; row < count; row++) {
    const other = partner[row] as number;
    if (other > row) observation.unpaired(row, other, reason);
  }
  partner.fill(NONE);
  committed.fill(NONE);
  observation.modeChanged(from, to);
}

/** Who takes part no longer lets go of everything; of a claim, too, as soon as claims are looked at. */
function dismiss({ state, observation }: TickParts): void {
  const { count, present, partner, committed } = state;
  for (let row = 0; row < count; row++) {
    const other = partner[row] as number;
    if (other > row && (present[row] === 0 || present[other] === 0)) {
      partner[row] = NONE;
      partner[other] = NONE;
      observation.unpaired(row, other, 'left');
    }
    if (present[row] === 1) continue;
    committed[row] = NONE;
    state.rest(row);
  }
}

function checkPairings({ state, traders, observation, strict }: TickParts): void {
  const { count, partner } = state;
  for (let row = 0; row < count; row++) {
    const other = partner[row] as number;
    if (other === NONE || partner[other] === row) continue;
    const agent = traders.ids[row] as number;
    const named = traders.ids[other] as number;
    if (strict) throw refusal('PAIRING_NOT_MUTUAL', `pairing of agent ${agent}`, `with ${named} alone`, 'mutual');
    partner[row] = NONE;
    observation.tell({ kind: 'IntegrityRepaired', day: state.tick, agent, partner: named });
  }
}
