import { createAgents } from '../agent-reading.js';
import { applyLambdas, lambdaUpdates } from '../lambda-estimate.js';
import { depthOf, isThin } from '../liquidity.js';
import type { Mode } from '../matching.js';
import { createTraders } from '../row-traders.js';
import { createRules } from '../rules.js';
import type { Cell, ExchangeEvent, UnpairReason } from '../spatial/events.js';
import type { ExchangeConfig, SpatialAgent } from '../spatial/exchange-config.js';
import type { ModeSchedule } from '../spatial/mode-schedule.js';
import type { ResourceCell } from '../spatial/resources.js';
import type { Block } from '../trade.js';
import type { Traders } from '../traders.js';
import { type NaiveAgent, type NaiveCell, naiveAgent, naiveCells, stepsBetween } from './naive-agent.js';
import { attend, type NaivePorts, setAside } from './naive-attendance.js';
import { decideNaively } from './naive-decision.js';
import { type NaiveView, tellAgent, tellDecision, tellPreferences, tellResources, tellTick } from './naive-telling.js';

/** Ticks from one account of the resources to the next. */
const RESOURCES_EVERY = 10;

/**
 * The tick engine as its specification reads: objects, lists, everybody looks at everybody. Slow, without a ledger, and the measure of the engine that is neither.
 *
 * @see exchange specification, section 11
 */
export interface NaiveExchange {
  /** The next tick. */
  readonly tick: number;
  readonly agents: readonly SpatialAgent[];
  readonly resources: readonly ResourceCell[];
  /** What is told before the first tick. */
  readonly first: readonly ExchangeEvent[];
  /** Runs one tick and gives its events: all there are at the level `debug`, in their order. */
  runTick(): readonly ExchangeEvent[];
}

/** The naive twin of `createExchange`. */
export function createNaiveExchange(config: ExchangeConfig, ports: NaivePorts = {}): NaiveExchange {
  return new PlainExchange(config, ports);
}

class PlainExchange implements NaiveExchange {
  tick = 0;
  readonly first: readonly ExchangeEvent[];
  readonly #config: ExchangeConfig;
  readonly #ports: NaivePorts;
  readonly #traders: Traders;
  readonly #agents: readonly NaiveAgent[];
  readonly #cells: readonly NaiveCell[];
  #mode: Mode | null = null;
  #events: ExchangeEvent[] = [];

  constructor(config: ExchangeConfig, ports: NaivePorts) {
    const rules = createRules(config.rules);
    const sorted = [...config.agents].sort((a, b) => a.id - b.id);
    this.#config = config;
    this.#ports = ports;
    this.#traders = createTraders(
      createAgents(
        sorted.map(({ x: _x, y: _y, ...agent }) => agent),
        rules,
      ),
      rules,
    );
    this.#agents = sorted.map(naiveAgent);
    this.#cells = naiveCells(config.resources ?? [], rules.goods);
    const view = this.#view();
    this.first = [...this.#agents.map((agent) => tellAgent(agent, -1, view)), tellResources(this.#cells, -1, view)];
  }

  get agents(): readonly SpatialAgent[] {
    return this.#agents.map((agent) => ({
      ...this.#traders.agent(agent.row),
      position: [agent.x, agent.y],
      pairedWith: agent.pairedWith?.id ?? null,
      targetPosition: agent.target,
      targetAgent: agent.targetAgent?.id ?? null,
      committedTo: agent.committedTo === null ? null : [agent.committedTo.x, agent.committedTo.y],
      cooldowns: [...agent.cooldowns]
        .filter(([, until]) => this.tick < until)
        .map(([other, until]) => [other.id, until] as const)
        .sort(([a], [b]) => a - b),
    }));
  }

  get resources(): readonly ResourceCell[] {
    return this.#cells.map(({ x, y, good, amount, original, lastHarvested, claimedBy }) => ({
      x,
      y,
      good: this.#traders.rules.goods[good] as string,
      amount,
      original,
      lastHarvested,
      claimedBy: claimedBy?.id ?? null,
    }));
  }

  runTick(): readonly ExchangeEvent[] {
    this.#events = [];
    const mode = modeAt(this.tick, this.#config.schedule);
    if (this.#mode !== null && this.#mode !== mode) this.#switchMode(this.#mode, mode);
    this.#mode = mode;
    attend(this.#agents, this.#ports, this.tick, (agent, other) => this.#unpair(agent, other, 'left'));
    const aside = setAside(this.#agents, this.#traders, this.#ports, this.tick);
    this.#perceive();
    this.#decide(mode);
    this.#move();
    if (mode !== 'forage') this.#trade();
    if (mode !== 'trade') this.#forage();
    this.#regrow();
    for (const [row, amount] of aside) this.#traders.add(row, this.#traders.width - 1, amount);
    this.#keepHouse(mode);
    this.tick++;
    return this.#events;
  }

  #view(): NaiveView {
    return { tick: this.tick, traders: this.#traders, isBarterOpen: (a, b) => this.#isBarterOpen(a, b) };
  }

  #switchMode(from: Mode, to: Mode): void {
    const reason: UnpairReason = `mode_switch_${from}_to_${to}`;
    for (const agent of this.#agents) {
      if (agent.pairedWith !== null) this.#unpair(agent, agent.pairedWith, reason);
      agent.committedTo = null;
    }
    this.#events.push({ kind: 'ModeChanged', day: this.tick, from, to });
  }

  get #present(): readonly NaiveAgent[] {
    return this.#agents.filter(({ takesPart }) => takesPart);
  }

  /** 11.1 */
  #perceive(): void {
    const { visionRadius, liquidityGate } = this.#traders.rules.params;
    for (const agent of this.#agents) {
      agent.neighbours = this.#present.filter((other) => other !== agent && stepsBetween(agent, other) <= visionRadius);
      agent.cells = this.#cells.filter((cell) => cell.amount > 0 && stepsBetween(agent, cell) <= visionRadius);
      if (liquidityGate.kind === 'depth') {
        const rows = [agent, ...agent.neighbours].map(({ row }) => row);
        agent.depth = depthOf(this.#traders, rows);
        agent.thin = isThin(agent.depth, this.#traders.rules);
      }
    }
  }

  #isBarterOpen(a: NaiveAgent, b: NaiveAgent): boolean {
    return this.#traders.rules.params.liquidityGate.kind === 'pairwise' || a.thin || b.thin;
  }

  /** 11.3 */
  #decide(mode: Mode): void {
    const traders = this.#traders;
    const view = this.#view();
    decideNaively({
      tick: this.tick,
      mode,
      params: traders.rules.params,
      agents: this.#present,
      cells: this.#cells,
      score: (a, b) => traders.score(a.row, b.row, this.#isBarterOpen(a, b)),
      gain: ({ row }, good, amount) => traders.utilityWith(row, good, amount) - traders.goodsUtility(row),
      paired: (proposer, partner, reason, discounted) =>
        this.#events.push({
          kind: 'Paired',
          day: this.tick,
          agents: [proposer.id, partner.id],
          reason,
          discounted,
        }),
      ranked: (agent, preferences) => this.#events.push(...tellPreferences(agent, preferences, view)),
    });
    this.#events.push(...this.#present.map((agent) => tellDecision(agent, mode, view)));
  }

  /** 11.4 */
  #move(): void {
    const { interactionRadius, moveBudgetPerTick } = this.#traders.rules.params;
    for (const agent of this.#agents) {
      const other = agent.targetAgent;
      const target: Cell | null = agent.pairedWith === null ? agent.target : [agent.pairedWith.x, agent.pairedWith.y];
      if (target === null) continue;
      const [x, y] = target;
      if (other !== null) {
        if (stepsBetween(agent, { x, y }) <= interactionRadius) continue;
        const isDiagonal = Math.abs(x - agent.x) === 1 && Math.abs(y - agent.y) === 1;
        if (isDiagonal && other.targetAgent === agent && agent.id < other.id) continue;
      }
      const from: Cell = [agent.x, agent.y];
      for (let step = 0; step < moveBudgetPerTick; step++) {
        const dx = x - agent.x;
        const dy = y - agent.y;
        if (dx === 0 && dy === 0) break;
        if (dx !== 0 && Math.abs(dx) >= Math.abs(dy)) agent.x += Math.sign(dx);
        else agent.y += Math.sign(dy);
      }
      const to: Cell = [agent.x, agent.y];
      if (stepsBetween(agent, { x: from[0], y: from[1] }) > 0)
        this.#events.push({ kind: 'Moved', day: this.tick, agent: agent.id, from, to });
    }
  }

  /** 11.5 */
  #trade(): void {
    const traders = this.#traders;
    const { interactionRadius, tradeCooldownTicks } = traders.rules.params;
    for (const agent of this.#agents) {
      const other = agent.pairedWith;
      if (other === null || other.id < agent.id || stepsBetween(agent, other) > interactionRadius) continue;
      const block = traders.best(agent.row, other.row, this.#isBarterOpen(agent, other));
      const found = block === null ? null : traders.trade(block);
      this.#events.push({ kind: 'TradeAttempted', day: this.tick, agents: [agent.id, other.id], trade: found });
      if (block !== null) {
        const { lambda } = traders;
        const sellerLambda = lambda[block.seller] as number;
        const buyerLambda = lambda[block.buyer] as number;
        const cell: Cell = [agent.x, agent.y];
        traders.apply(block);
        const trade = traders.trade(block);
        const told = { kind: 'ExchangeTrade', day: this.tick, trade, sellerLambda, buyerLambda, cell } as const;
        const contract = grantOf(traders, block);
        this.#events.push(contract === undefined ? told : { ...told, contract });
        continue;
      }
      this.#unpair(agent, other, 'trade_failed');
      agent.cooldowns.set(other, this.tick + tradeCooldownTicks);
      other.cooldowns.set(agent, this.tick + tradeCooldownTicks);
    }
  }

  #unpair(agent: NaiveAgent, other: NaiveAgent, reason: UnpairReason): void {
    agent.pairedWith = null;
    other.pairedWith = null;
    this.#events.push({ kind: 'Unpaired', day: this.tick, agents: [agent.id, other.id], reason });
  }

  /** 11.6 */
  #forage(): void {
    const { rules } = this.#traders;
    const { forageRate, enforceSingleHarvester } = rules.params;
    const taken = new Set<NaiveCell>();
    for (const agent of this.#present) {
      const cell = this.#cells.find(({ x, y }) => x === agent.x && y === agent.y);
      if (agent.pairedWith !== null || cell === undefined || cell.amount === 0) continue;
      if (enforceSingleHarvester && taken.has(cell)) continue;
      taken.add(cell);
      const amount = Math.min(cell.amount, forageRate);
      cell.amount -= amount;
      cell.lastHarvested = this.tick;
      this.#traders.add(agent.row, cell.good, amount);
      if (agent.committedTo !== null) {
        agent.committedTo = null;
        agent.cooldowns.clear();
      }
      const good = rules.goods[cell.good] as string;
      this.#events.push({ kind: 'Harvested', day: this.tick, agent: agent.id, cell: [cell.x, cell.y], good, amount });
    }
  }

  /** 11.6 */
  #regrow(): void {
    const { rules } = this.#traders;
    const { resourceGrowthRate, resourceRegenCooldown } = rules.params;
    for (const cell of this.#cells) {
      if (cell.lastHarvested === null || this.tick - cell.lastHarvested < resourceRegenCooldown) continue;
      const amount = Math.min(resourceGrowthRate, cell.original - cell.amount);
      if (amount <= 0) continue;
      cell.amount += amount;
      const good = rules.goods[cell.good] as string;
      const left = cell.amount;
      this.#events.push({ kind: 'Regrown', day: this.tick, cell: [cell.x, cell.y], good, amount, left });
    }
  }

  /** 11.7 */
  #keepHouse(mode: Mode): void {
    const traders = this.#traders;
    const { rules, count } = traders;
    for (const { row } of this.#agents) traders.refreshQuotes(row);
    const isEstimated = rules.moneyModeRules.estimatesLambda === true;
    const perceived = isEstimated ? new Float64Array(count * rules.goods.length).fill(Number.NaN) : null;
    const estimates = lambdaUpdates(traders, (row) => this.#rowsInSight(row), perceived ?? undefined);
    const updates = new Map([...estimates].filter(([row]) => this.#agents[row]?.takesPart));
    for (const [row, update] of updates)
      this.#events.push({ kind: 'LambdaUpdated', day: this.tick, agent: traders.ids[row] as number, ...update });
    applyLambdas(traders, updates);
    const view = this.#view();
    const lambdas = { changed: new Set(updates.keys()), perceived };
    this.#events.push(...this.#agents.map((agent) => tellAgent(agent, this.tick, view, lambdas)));
    if (this.tick % RESOURCES_EVERY === 0) this.#events.push(tellResources(this.#cells, this.tick, view));
    this.#events.push(tellTick(mode, view));
  }

  #rowsInSight(row: number): readonly number[] {
    const { visionRadius } = this.#traders.rules.params;
    const from = this.#agents[row] as NaiveAgent;
    return this.#agents
      .filter((other) => (other.takesPart || other === from) && stepsBetween(other, from) <= visionRadius)
      .map((other) => other.row);
  }
}

/** What one may do in a tick: of a cycle the first part has the mode it starts with, the rest the other one. */
function modeAt(tick: number, schedule: ModeSchedule | undefined): Mode {
  if (schedule === undefined) return 'both';
  const { forageTicks, tradeTicks, startMode } = schedule;
  const cycle: Mode[] = [...Array<Mode>(forageTicks).fill('forage'), ...Array<Mode>(tradeTicks).fill('trade')];
  const started = startMode === 'forage' ? cycle : cycle.reverse();
  return started[tick % started.length] as Mode;
}

/** What the buyer owes by, where not all was paid. */
function grantOf(traders: Traders, block: Block): string | undefined {
  const { tradeCredit, creditTerms } = traders.rules;
  if (block.credit === 0 || tradeCredit === undefined || creditTerms === undefined) return undefined;
  return tradeCredit.grant(traders.trade(block), block.credit, creditTerms.owed(block.credit));
}
