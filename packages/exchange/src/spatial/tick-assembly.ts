import type { Ledger } from '@bagehot/kernel';
import type { Accounts } from '@bagehot/kernel/quanta';
import type { Traders } from '../traders.js';
import { ALWAYS_OPEN, DepthGate } from './barter-gate.js';
import { Decisions } from './decisions.js';
import { discountOf } from './distance.js';
import type { ExchangePorts } from './exchange-config.js';
import type { TickParts } from './exchange-tick.js';
import type { ExchangeWorld } from './exchange-world.js';
import { ForageGains } from './forage-gains.js';
import { ForageSearch } from './forage-search.js';
import type { GridState } from './grid-state.js';
import { Herald } from './herald.js';
import { LambdaPhase } from './lambda-phase.js';
import { Observation } from './observation.js';
import { pairScores } from './pair-scores.js';
import { Participation } from './participation.js';
import { PartnerSearch } from './partner-search.js';
import type { HoldingBooks } from './posting.js';
import { Sight } from './sight.js';

/** What an exchange is built on. */
export interface Foundation {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly books: HoldingBooks;
  readonly traders: Traders;
  readonly state: GridState;
}

/** Puts a world, and what it stands on, together into what ticks work with. */
export function assembleTick(
  world: ExchangeWorld,
  ports: ExchangePorts,
  { accounts, books, traders, state }: Foundation,
): TickParts {
  const { rules, side, resources: map, schedule } = world;
  const { params, regimeRules } = rules;
  const discount = discountOf(params.beta, params.visionRadius, side);
  const gate =
    regimeRules.definition.liquidityGated === true && params.liquidityGate.kind === 'depth'
      ? new DepthGate(traders)
      : null;
  const barter = gate ?? ALWAYS_OPEN;
  const scores = pairScores(traders, barter);
  const sight = new Sight(state, discount, side);
  const partners = new PartnerSearch(state, scores, discount, params.improvementEpsilon, side);
  const gains = new ForageGains(traders, world.goods.length, params.forageRate, map);
  const forageSearch = new ForageSearch(state, map, gains, discount, side);
  const score = (a: number, b: number): number => scores.score(a, b);
  const observation = new Observation({ world, state, traders, sight, barter, score }, new Herald(accounts, ports));
  const { witness } = observation;
  const decisions = new Decisions({
    state,
    map,
    forage: forageSearch,
    partners,
    claiming: params.enableResourceClaiming,
    witness,
  });
  const participation = new Participation(traders, state, sight, ports);
  const lambdas = new LambdaPhase(traders, state, sight, (event) => observation.tell(event));
  return {
    state,
    traders,
    books,
    barter,
    map,
    schedule,
    participation,
    scores,
    gate,
    sight,
    forageSearch,
    decisions,
    lambdas,
    observation,
    witness,
    strict: ports.strict === true,
  };
}
