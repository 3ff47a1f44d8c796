import { MONEY } from '@bagehot/exchange';
import type { LoggedOf, LoggedOpening, LoggedRecord, OtherRecord } from './logged-kinds.js';

type Place = readonly [x: number, y: number];

/** Somebody as the records so far have left it. */
interface LoggedAgent {
  /** Goods in declared order, then money. */
  readonly holdings: number[];
  lambda: number;
  partner: number | null;
  /** Where it has gathered in this tick. */
  gathered: Place | null;
  /** The tick of its last snapshot. */
  readonly seen: number;
}

/** An exchange that is played again from its records. What does not go together is noted, and what is recorded then counts, so that one mistake is told once. */
export class LoggedExchange {
  readonly level: LoggedOpening['level'];
  readonly differences: string[] = [];
  trades = 0;
  readonly #opening: LoggedOpening;
  readonly #holdings: readonly string[];
  readonly #agents: Map<number, LoggedAgent> = new Map<number, LoggedAgent>();
  /** By place. */
  readonly #cells: Map<string, { good: string; amount: number }> = new Map();
  readonly #traders: Set<number> = new Set<number>();
  readonly #traded: Set<string> = new Set<string>();
  #mode: string | undefined;
  #tick = -1;

  constructor(opening: LoggedOpening) {
    this.level = opening.level;
    this.#opening = opening;
    this.#holdings = [...opening.goods, MONEY];
    if (opening.day !== -1) this.#differs('the log begins later');
  }

  /** Ticks that are over. */
  get ticks(): number {
    return Math.max(0, this.#tick);
  }

  /** Takes the next record. */
  take(record: LoggedRecord | OtherRecord): void {
    // The state before the first tick is over with its last record.
    if (this.#tick === -1 && record.day !== -1) this.#endOpening();
    if (record.day !== this.#tick) {
      this.#differs(`a record of tick ${record.day}`);
      if (record.day > this.#tick) this.#tick = record.day;
    }
    switch (record.kind) {
      case 'TickState':
        this.#endTick(record);
        break;
      case 'ModeChanged':
        this.#change(record);
        break;
      case 'Paired':
        this.#pair(record.agents);
        break;
      case 'Unpaired':
        this.#part(record.agents);
        break;
      case 'IntegrityRepaired':
        this.#forget(record.agent);
        break;
      case 'ExchangeTrade':
        this.#trade(record);
        break;
      case 'Harvested':
        this.#harvest(record);
        break;
      case 'Regrown':
        this.#regrow(record);
        break;
      case 'LambdaUpdated':
        this.#estimate(record);
        break;
      case 'AgentSnapshot':
        this.#see(record);
        break;
      case 'ResourceSnapshot':
        this.#seeCells(record);
        break;
      case 'other':
    }
  }

  /** The log is over: its last tick must be. */
  end(): void {
    if (this.#tick === -1) this.#endOpening();
    if (this.#traded.size > 0 || Array.from(this.#agents.values()).some(({ seen }) => seen === this.#tick))
      this.#differs('the log ends before the tick does');
  }

  #differs(what: string): void {
    this.differences.push(`tick ${this.#tick}: ${what}`);
  }

  #endOpening(): void {
    if (this.#agents.size > 0) this.#requireAll();
    this.#tick = 0;
  }

  #requireAll(): void {
    const seen = Array.from(this.#agents.values()).filter((agent) => agent.seen === this.#tick).length;
    if (seen !== this.#opening.agents)
      this.#differs(`there are ${this.#opening.agents} agents, but ${seen} are told of`);
  }

  #endTick({ mode, regime, active_pairs: pairs }: LoggedOf<'TickState'>): void {
    if (regime !== this.#opening.regime) this.#differs(`the regime is ${regime}, but was ${this.#opening.regime}`);
    if (this.#mode !== undefined && mode !== this.#mode && this.level !== 'minimal')
      this.#differs(`the mode is ${mode}, but was ${this.#mode}`);
    for (const pairType of this.#traded)
      if (!pairs.includes(pairType)) this.#differs(`${pairType} is traded, which is not allowed`);
    if (this.level !== 'minimal') this.#requireAll();
    this.#mode = mode;
    this.#traders.clear();
    this.#traded.clear();
    this.#tick++;
  }

  #change({ from, to }: LoggedOf<'ModeChanged'>): void {
    if (this.#mode !== undefined && from !== this.#mode)
      this.#differs(`the mode changes from ${from}, but was ${this.#mode}`);
    this.#mode = to;
  }

  #pair([a, b]: readonly [number, number]): void {
    for (const [id, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const agent = this.#agents.get(id);
      if (agent === undefined) continue;
      if (agent.partner !== null) this.#differs(`agent ${id} pairs with ${other}, but is paired with ${agent.partner}`);
      agent.partner = other;
    }
  }

  #part([a, b]: readonly [number, number]): void {
    if (this.#agents.get(a)?.partner !== b) this.#differs(`agents ${a} and ${b} part, but are not paired`);
    this.#forget(a);
    this.#forget(b);
  }

  #forget(id: number): void {
    const agent = this.#agents.get(id);
    if (agent !== undefined) agent.partner = null;
  }

  #trade({ trade, seller_lambda: sellerLambda, buyer_lambda: buyerLambda }: LoggedOf<'ExchangeTrade'>): void {
    const { pair_type: pairType, seller_id: seller, buyer_id: buyer, dX, dY, credit = 0 } = trade;
    this.trades++;
    this.#traded.add(pairType);
    const who = `agents ${seller} and ${buyer}`;
    for (const id of [seller, buyer]) {
      if (this.#traders.has(id)) this.#differs(`agent ${id} trades twice`);
      this.#traders.add(id);
    }
    if (dX < 1 || dY < 1 || trade.price !== dY / dX) this.#differs(`${who} trade ${dX} for ${dY} at ${trade.price}`);
    if (!(trade.seller_gain > 0 && trade.buyer_gain > 0)) this.#differs(`${who} do not both gain`);
    if (trade.total_surplus !== trade.buyer_gain + trade.seller_gain)
      this.#differs(`gains of ${who} do not add up to ${trade.total_surplus}`);
    const [good = '', payment = ''] = pairType.split('<->');
    this.#move(seller, good, -dX);
    this.#move(buyer, good, dX);
    this.#move(buyer, payment, credit - dY);
    this.#move(seller, payment, dY - credit);
    this.#requireLambda(seller, sellerLambda);
    this.#requireLambda(buyer, buyerLambda);
    const partner = this.#agents.get(seller)?.partner;
    if (partner !== undefined && partner !== buyer) this.#differs(`${who} trade, but are not paired`);
  }

  #move(id: number, name: string, amount: number): void {
    const column = this.#holdings.indexOf(name);
    const agent = this.#agents.get(id);
    if (column === -1) this.#differs(`agent ${id} trades ${name}, which there is not`);
    if (column === -1 || agent === undefined) return;
    const left = (agent.holdings[column] ?? 0) + amount;
    agent.holdings[column] = left;
    if (left < 0) this.#differs(`agent ${id} gives ${-amount} ${name}, but has ${left - amount}`);
  }

  #requireLambda(id: number, lambda: number): void {
    const agent = this.#agents.get(id);
    if (agent !== undefined && agent.lambda !== lambda)
      this.#differs(`λ of agent ${id} is ${lambda}, but was ${agent.lambda}`);
  }

  #harvest({ agent: id, cell, good, amount }: LoggedOf<'Harvested'>): void {
    this.#move(id, good, amount);
    const agent = this.#agents.get(id);
    if (agent !== undefined) agent.gathered = cell;
    const found = this.#cellAt(cell, good);
    if (found === undefined) return;
    if (found.amount < amount) this.#differs(`agent ${id} takes ${amount} ${good} where there are ${found.amount}`);
    found.amount -= amount;
  }

  #regrow({ cell, good, amount, left }: LoggedOf<'Regrown'>): void {
    const found = this.#cellAt(cell, good);
    if (found === undefined) return;
    found.amount += amount;
    if (found.amount !== left) this.#differs(`at ${cell.join(',')} there are ${found.amount} ${good}, not ${left}`);
    found.amount = left;
  }

  /** Of a log that does not say what grows in the beginning nothing is known. */
  #cellAt(cell: Place, good: string): { amount: number } | undefined {
    const found = this.#cells.get(cell.join(','));
    if (this.#cells.size > 0 && found?.good !== good) this.#differs(`no ${good} grows at ${cell.join(',')}`);
    return found?.good === good ? found : undefined;
  }

  #estimate({ agent: id, old, new: lambda }: LoggedOf<'LambdaUpdated'>): void {
    this.#requireLambda(id, old);
    const agent = this.#agents.get(id);
    if (agent !== undefined) agent.lambda = lambda;
  }

  #see({ agent: id, cell, holdings, lambda, partner }: LoggedOf<'AgentSnapshot'>): void {
    const agent = this.#agents.get(id);
    if (agent !== undefined) {
      if (agent.seen === this.#tick) this.#differs(`agent ${id} is told of twice`);
      for (const [column, name] of this.#holdings.entries())
        if (agent.holdings[column] !== holdings[column])
          this.#differs(`agent ${id} has ${agent.holdings[column]} ${name}, not ${holdings[column]}`);
      this.#requireLambda(id, lambda);
      if (agent.partner !== partner)
        this.#differs(`agent ${id} is paired with ${agent.partner ?? 'nobody'}, not with ${partner ?? 'nobody'}`);
      const { gathered } = agent;
      if (gathered !== null && gathered.join() !== cell.join())
        this.#differs(`agent ${id} gathers at ${gathered.join(',')}, but is at ${cell.join(',')}`);
    }
    this.#agents.set(id, { holdings: [...holdings], lambda, partner, gathered: null, seen: this.#tick });
  }

  #seeCells({ cells }: LoggedOf<'ResourceSnapshot'>): void {
    const isFirst = this.#cells.size === 0;
    for (const { cell, good, amount } of cells) {
      const found = isFirst ? undefined : this.#cellAt(cell, good);
      if (found !== undefined && found.amount !== amount)
        this.#differs(`at ${cell.join(',')} there are ${found.amount} ${good}, not ${amount}`);
      this.#cells.set(cell.join(','), { good, amount });
    }
  }
}
