import {
  type ExchangeAgent,
  enumeratePairs,
  type PairRow,
  type PairType,
  type Quote,
  quotesOf,
  type Rules,
  rank,
  type Trade,
} from '@bagehot/exchange';
import { ln } from '@bagehot/kernel';

/** What a change of holdings is worth to an agent: differences, not a difference of totals. */
export function gainOf(agent: ExchangeAgent, change: ReadonlyMap<string, number>, { goods, params }: Rules): number {
  const { utility, inventory, lambdaMoney, M0 } = agent;
  const before = goods.map((good) => inventory[good] ?? 0);
  const after = before.map((amount, index) => amount + (change.get(goods[index] ?? '') ?? 0));
  const inGoods = utility.u(after) - utility.u(before);
  const more = change.get('M') ?? 0;
  if (more === 0) return inGoods;
  if (params.moneyUtilityForm === 'linear') return inGoods + (lambdaMoney * more) / params.moneyScale;
  const { M: money = 0 } = inventory;
  const worth = (amount: number): number => lambdaMoney * ln(Math.max(amount / params.moneyScale + M0, 1e-12));
  return inGoods + (worth(money + more) - worth(money));
}

/** Utility of all that an agent holds. */
export function totalUtility({ utility, inventory, lambdaMoney, M0 }: ExchangeAgent, { goods, params }: Rules): number {
  const { M: money = 0 } = inventory;
  const inMoney =
    params.moneyUtilityForm === 'linear'
      ? lambdaMoney * (money / params.moneyScale)
      : lambdaMoney * ln(Math.max(money / params.moneyScale + M0, 1e-12));
  return utility.u(goods.map((good) => inventory[good] ?? 0)) + inMoney;
}

/** One direction of a pair type, with names for everything. */
interface Direction {
  readonly pair: PairRow;
  readonly x: string;
  readonly y: string;
  readonly seller: ExchangeAgent;
  readonly buyer: ExchangeAgent;
  readonly rules: Rules;
  readonly ask: number;
  readonly bid: number;
}

const rhu = (x: number): number => Math.floor(x + 0.5);

function acceptable(direction: Direction, dX: number, dY: number): Trade | null {
  const { pair, x, y, seller, buyer, rules } = direction;
  const { improvementEpsilon } = rules.params;
  if (dX < 1 || dX > (seller.inventory[x] ?? 0) || dY < 1 || dY > (buyer.inventory[y] ?? 0)) return null;
  const sellerGain = gainOf(
    seller,
    new Map([
      [x, -dX],
      [y, dY],
    ]),
    rules,
  );
  const buyerGain = gainOf(
    buyer,
    new Map([
      [x, dX],
      [y, -dY],
    ]),
    rules,
  );
  if (!(sellerGain > improvementEpsilon && buyerGain > improvementEpsilon)) return null;
  return {
    pairType: pair.name,
    sellerId: seller.id,
    buyerId: buyer.id,
    dX,
    dY,
    price: dY / dX,
    sellerGain,
    buyerGain,
    totalSurplus: buyerGain + sellerGain,
  };
}

function candidatePrices(ask: number, bid: number, dX: number): readonly number[] {
  const prices = new Set<number>();
  for (let t = 1; t <= Math.min(Math.trunc(bid * dX + 1), 19); t++)
    if (t / dX >= ask && t / dX <= bid) prices.add(t / dX);
  for (let k = 0; k <= 4; k++) prices.add(ask + (k * (bid - ask)) / 4);
  return [...prices].sort((a, b) => a - b);
}

function stepwise(direction: Direction, top: number, extend: boolean): Trade | null {
  for (let dX = 1; dX <= top; dX++)
    for (const price of candidatePrices(direction.ask, direction.bid, dX)) {
      const found = acceptable(direction, dX, rhu(price * dX));
      if (found === null) continue;
      let last = found;
      for (let more = dX + 1; extend && more <= top; more++) {
        const next = acceptable(direction, more, rhu(price * more));
        if (next === null) break;
        last = next;
      }
      return last;
    }
  return null;
}

function nash(direction: Direction, top: number): Trade | null {
  const { ask, bid, buyer, y } = direction;
  let best: Trade | null = null;
  for (let dX = 1; dX <= top; dX++) {
    const last = Math.min(buyer.inventory[y] ?? 0, rhu(Math.min(bid * dX, 1e15)));
    for (let dY = Math.max(1, rhu(Math.min(ask * dX, 1e15))); dY <= last; dY++) {
      const found = acceptable(direction, dX, dY);
      if (found !== null && (best === null || found.sellerGain * found.buyerGain > best.sellerGain * best.buyerGain))
        best = found;
    }
  }
  return best;
}

const quoteOf = (agent: ExchangeAgent, pair: PairType, rules: Rules): Quote =>
  quotesOf(agent, rules).get(pair) as Quote;

/** A block search as section 6 writes it down. */
export function plainSearch(seller: ExchangeAgent, buyer: ExchangeAgent, pair: PairRow, rules: Rules): Trade | null {
  const names = [...rules.goods, 'M'];
  const x = names[pair.x] as string;
  const y = names[pair.y] as string;
  const { ask } = quoteOf(seller, pair.name, rules);
  const { bid } = quoteOf(buyer, pair.name, rules);
  if (!(ask <= bid)) return null;
  const direction = { pair, x, y, seller, buyer, rules, ask, bid };
  const top = Math.min(rules.params.dAMax, seller.inventory[x] ?? 0);
  const { tradeExecutionMode } = rules.params;
  return tradeExecutionMode === 'nash'
    ? nash(direction, top)
    : stepwise(direction, top, tradeExecutionMode === 'maximum');
}

/** A pair type between two agents as section 6 writes it down. */
export function plainPairTrade(a: ExchangeAgent, b: ExchangeAgent, pair: PairRow, rules: Rules): Trade | null {
  const [i, j] = a.id < b.id ? [a, b] : [b, a];
  return plainSearch(i, j, pair, rules) ?? plainSearch(j, i, pair, rules);
}

/** The best trade of two agents as sections 7 and 8 write it down. */
export function plainBestTrade(i: ExchangeAgent, j: ExchangeAgent, rules: Rules, barterOpen: boolean): Trade | null {
  const gated = rules.regime === 'mixed_liquidity_gated';
  const all = rules.regimeRules.search.flatMap((pair) => plainPairTrade(i, j, pair, rules) ?? []);
  const forMoney = all.filter(({ pairType }) => pairType.endsWith('<->M'));
  const { kind } = rules.params.liquidityGate;
  const closed = gated && (kind === 'pairwise' ? forMoney.length > 0 : !barterOpen);
  const open = closed ? forMoney : all;
  const first = rules.regime === 'barter_only' || rules.regime === 'money_only';
  return (first ? open[0] : rank(open, rules)[0]) ?? null;
}

/** The partner score of two agents as section 11.2 writes it down, with the priority of its pair type; null for none. */
function plainOverlap(
  i: ExchangeAgent,
  j: ExchangeAgent,
  rules: Rules,
  barterOpen: boolean,
): { readonly score: number; readonly priority: number } | null {
  const names = [...rules.goods, 'M'];
  const closed = rules.regime === 'mixed_liquidity_gated' && rules.params.liquidityGate.kind === 'depth' && !barterOpen;
  let best: { readonly score: number; readonly priority: number } | null = null;
  for (const pair of rules.regimeRules.byPriority) {
    if (closed && !pair.money) continue;
    for (const [buyer, seller] of [
      [i, j],
      [j, i],
    ] as const) {
      const holds = (seller.inventory[names[pair.x] as string] ?? 0) >= 1;
      const pays = (buyer.inventory[names[pair.y] as string] ?? 0) >= 1;
      const score = quoteOf(buyer, pair.name, rules).bid - quoteOf(seller, pair.name, rules).ask;
      if (holds && pays && score > (best?.score ?? 0)) best = { score, priority: pair.priority };
    }
  }
  return best;
}

/** Depth of the market for money as section 8 writes it down. */
function plainDepth(agents: readonly ExchangeAgent[], rules: Rules): number {
  const { minCash } = rules.params.liquidityGate;
  return Math.min(
    ...rules.goods.map((good) => {
      const quotes = agents.map((agent) => quoteOf(agent, `${good}<->M`, rules));
      const sells = agents.filter(({ inventory }, at) => {
        const { ask = 0 } = quotes[at] ?? {};
        return (inventory[good] ?? 0) >= 1 && ask > 0 && Number.isFinite(ask);
      });
      const buys = agents.filter(
        ({ inventory: { M = 0 } }, at) => M >= Math.max(1, minCash) && (quotes[at]?.bid ?? 0) > 0,
      );
      return Math.min(sells.length, buys.length);
    }),
  );
}

/** A round as section 10 writes it down: the trades in the order of execution. */
export function plainRound(
  agents: readonly ExchangeAgent[],
  rules: Rules,
  by: 'surplus' | 'overlap',
): readonly Trade[] {
  const barterOpen = plainDepth(agents, rules) < rules.params.liquidityGate.minQuotes;
  const pairs = enumeratePairs(agents);
  const taken = new Set<number>();
  const take = (trade: Trade): boolean => {
    if (taken.has(trade.sellerId) || taken.has(trade.buyerId)) return false;
    taken.add(trade.sellerId).add(trade.buyerId);
    return true;
  };
  if (by === 'surplus')
    return rank(
      pairs.flatMap(([i, j]) => plainBestTrade(i, j, rules, barterOpen) ?? []),
      rules,
    ).filter(take);
  return pairs
    .flatMap(([i, j]) => {
      const found = plainOverlap(i, j, rules, barterOpen);
      return found !== null && found.score > rules.params.improvementEpsilon ? [{ i, j, ...found }] : [];
    })
    .sort((a, b) => b.score - a.score || a.priority - b.priority || a.i.id - b.i.id || a.j.id - b.j.id)
    .flatMap(({ i, j }) => plainBestTrade(i, j, rules, barterOpen) ?? [])
    .filter(take);
}
