import { activePairs, type Mode } from '../matching.js';
import type { Block, Trade } from '../trade.js';
import { AgentPortraits, type Lambdas } from './agent-portraits.js';
import { DecisionAccounts } from './decision-accounts.js';
import type { Decisions, DecisionWitness } from './decisions.js';
import type { ExchangeEvent, UnpairReason } from './events.js';
import type { HarvestWitness } from './harvests.js';
import type { Herald } from './herald.js';
import { type ObservedParts, placeOf, positionOf } from './observed-parts.js';
import type { TradeWitness } from './trading.js';

type Witness = DecisionWitness & TradeWitness & HarvestWitness;

/**
 * Makes the events of a tick out of what the phases tell, for those that are wanted.
 *
 * @see exchange specification, sections 11 and 14
 */
export class Observation {
  /** What the phases tell; what nobody wants is left out. */
  readonly witness: Witness;
  readonly #parts: ObservedParts;
  readonly #herald: Herald;
  readonly #accounts: DecisionAccounts;
  readonly #portraits: AgentPortraits;

  constructor(parts: ObservedParts, herald: Herald) {
    this.#parts = parts;
    this.#herald = herald;
    this.#accounts = new DecisionAccounts(parts, herald);
    this.#portraits = new AgentPortraits(parts);
    this.witness = this.#witnessFor(herald);
  }

  /** A pairing has ended otherwise than by a failed trade. */
  unpaired(low: number, high: number, reason: UnpairReason): void {
    if (!this.#herald.standard) return;
    this.#herald.tell({ kind: 'Unpaired', day: this.#day, agents: [this.#id(low), this.#id(high)], reason });
  }

  /** The mode is another one than in the tick before. */
  modeChanged(from: Mode, to: Mode): void {
    if (this.#herald.standard) this.#herald.tell({ kind: 'ModeChanged', day: this.#day, from, to });
  }

  /** Told of everybody who has moved; null when nobody wants to know. */
  get moved(): ((row: number, fromX: number, fromY: number) => void) | undefined {
    if (!this.#herald.debug) return undefined;
    return (row, fromX, fromY) =>
      this.#herald.tell({
        kind: 'Moved',
        day: this.#day,
        agent: this.#id(row),
        from: [fromX, fromY],
        to: positionOf(this.#parts.state, row),
      });
  }

  /** Everybody has decided. */
  decided(decisions: Decisions, mode: Mode): void {
    if (!this.#herald.standard) return;
    const { count, present } = this.#parts.state;
    for (let row = 0; row < count; row++)
      if (present[row] === 1) this.#herald.tell(this.#accounts.of(row, decisions, mode));
    this.#accounts.clear();
  }

  /** Any other event of the standard level. */
  tell(event: ExchangeEvent): void {
    if (this.#herald.standard) this.#herald.tell(event);
  }

  /** The tick is over. */
  tickState(mode: Mode): void {
    if (!this.#herald.minimal) return;
    const { rules } = this.#parts.world;
    const { regime } = rules;
    this.#herald.tell({ kind: 'TickState', day: this.#day, mode, regime, activePairs: activePairs(mode, rules) });
  }

  /**
   * Everybody as they are now.
   *
   * @param day - of the snapshot
   * @param lambdas - what became of λ in the tick, if there was one
   */
  agents(day: number, lambdas?: Lambdas): void {
    if (!this.#herald.standard) return;
    for (let row = 0; row < this.#parts.state.count; row++) this.#herald.tell(this.#portraits.of(row, day, lambdas));
  }

  /** What grows where. */
  resources(day: number): void {
    if (!this.#herald.standard) return;
    const { world, state } = this.#parts;
    const { resources, goods } = world;
    const cells = Array.from({ length: resources.count }, (_, cell) => ({
      cell: placeOf(world, cell),
      good: goods[resources.good[cell] as number] as string,
      amount: state.amount[cell] as number,
    }));
    this.#herald.tell({ kind: 'ResourceSnapshot', day, cells });
  }

  get #day(): number {
    return this.#parts.state.tick;
  }

  #id(row: number): number {
    return this.#parts.world.ids[row] as number;
  }

  #witnessFor({ minimal, standard, debug }: Herald): Witness {
    const herald = this.#herald;
    const { world } = this.#parts;
    const good = (cell: number): string => world.goods[world.resources.good[cell] as number] as string;
    const witness: { -readonly [Key in keyof Witness]: Witness[Key] } = {};
    if (minimal) witness.traded = (trade, block, contract) => this.#traded(trade, block, contract);
    if (standard) {
      witness.paired = (proposer, partner, reason, discounted) =>
        herald.tell({
          kind: 'Paired',
          day: this.#day,
          agents: [this.#id(proposer), this.#id(partner)],
          reason,
          discounted,
        });
      witness.parted = (low, high) => this.unpaired(low, high, 'trade_failed');
      witness.preferring = (row) => this.#accounts.rank(row);
      witness.harvested = (row, cell, amount) =>
        herald.tell({
          kind: 'Harvested',
          day: this.#day,
          agent: this.#id(row),
          cell: placeOf(world, cell),
          good: good(cell),
          amount,
        });
      witness.regrown = (cell, amount) =>
        herald.tell({
          kind: 'Regrown',
          day: this.#day,
          cell: placeOf(world, cell),
          good: good(cell),
          amount,
          left: this.#parts.state.amount[cell] as number,
        });
    }
    if (debug)
      witness.attempted = (low, high, block) =>
        herald.tell({
          kind: 'TradeAttempted',
          day: this.#day,
          agents: [this.#id(low), this.#id(high)],
          trade: block === null ? null : this.#parts.traders.trade(block),
        });
    return witness;
  }

  #traded(trade: Trade, { seller, buyer }: Block, contract: string | undefined): void {
    const { lambda } = this.#parts.traders;
    this.#herald.tell({
      kind: 'ExchangeTrade',
      day: this.#day,
      trade,
      sellerLambda: lambda[seller] as number,
      buyerLambda: lambda[buyer] as number,
      cell: positionOf(this.#parts.state, Math.min(seller, buyer)),
      ...(contract === undefined ? {} : { contract }),
    });
  }
}
