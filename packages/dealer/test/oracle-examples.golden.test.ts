import { type OracleStepper, type OracleTrade, openOracle } from '@bagehot/dealer/testing';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { type Example, type ExampleStep, type Fields, snapped } from './recorded-example.js';

/** What the file calls a dealer's or VBT's fields. */
function makerFields(market: OracleStepper, role: string, bucket: string): Fields {
  const quote = market.quote(bucket);
  const text = Object.fromEntries(
    Object.entries(quote).map(([key, value]) => [key, typeof value === 'boolean' ? value : value.toString()]),
  );
  const state = market.state();
  const vbt = state.vbts.find((candidate) => candidate.bucket === bucket);
  if (role === 'vbt') return { ...vbt };
  const dealer = state.dealers.find((candidate) => candidate.bucket === bucket);
  return {
    ...text,
    ...{
      K: Number(quote.K),
      N: Number(quote.N),
      lambda_: text['lambda'],
      a: dealer?.tickets.length,
      equity: text['V'],
    },
    ...{ pin_ask: quote.pinAsk, pin_bid: quote.pinBid, can_buy: quote.canBuy, can_sell: quote.canSell },
    ...{ exec_bid: text['execBid'], exec_ask: text['execAsk'], cash: dealer?.cash },
    ...{ tickets: dealer?.tickets, other_tickets: dealer?.other_tickets },
  };
}

/** The value at a path of the file. */
function look(market: OracleStepper, setup: Example['setup'], result: OracleTrade | undefined, path: string): unknown {
  const [subject, name = '', field = ''] = path.split('.');
  const state = market.state();
  switch (subject) {
    case 'dealer':
    case 'vbt':
      return makerFields(market, subject, name)[field];
    case 'trader': {
      const trader = state.traders.find((candidate) => candidate.id === name);
      return field === 'shortfall' ? market.shortfall(name) : { ...trader }[field as 'id'];
    }
    case 'ticket': {
      const ticket = market.ticket(name);
      const fields: Fields = { ...ticket, tau: ticket?.remainingDays, exists: ticket !== undefined };
      return fields[field];
    }
    case 'loss_rate':
      return market.lossRate(name);
    case 'total_cash': {
      const everybody = [...state.traders, ...state.dealers, ...state.vbts];
      return everybody.reduce((sum, { cash }) => sum.plus(cash), decimal(0)).toString();
    }
    case 'ticket_count':
      return setup.tickets.filter((ticket) => market.ticket(ticket.id) !== undefined).length;
    case 'result':
      return { ...result }[name as 'price'];
    default:
      throw new Error(`unknown path ${path}`);
  }
}

/** Carries out one step. */
function perform(market: OracleStepper, step: ExampleStep): OracleTrade | undefined {
  switch (step.op) {
    case 'quote':
      return undefined;
    case 'advanceDay':
      market.age();
      return undefined;
    case 'customerSell':
      return market.sell(step.seller ?? '', step.ticket ?? '');
    case 'customerBuy':
      return market.buy(step.buyer ?? '', step.bucket ?? '', step.issuer);
    case 'settle':
      market.settle();
      return undefined;
    case 'updateAnchors':
      market.updateAnchors();
      return undefined;
    case 'setDealerCash':
      market.setDealerCash(step.bucket ?? '', step.cash ?? '');
      return undefined;
    case 'orderFlow': {
      expect(market.eligible()).toEqual({ sellers: step.sell_set, buyers: step.buy_set });
      const arrivals = step.result?.arrivals ?? [];
      market.flow(
        (step.script ?? []).map(({ drawn, pick }, position) => ({ ...arrivals[position], drawn, agent: pick })),
      );
      return undefined;
    }
    default:
      throw new Error(`unknown step ${step.op}`);
  }
}

/** Walks through one example and compares what each step tells and leaves. */
function walk({ id, config, setup, steps }: Example): void {
  const market = openOracle({ config, days: 0, ...setup });
  for (const step of steps) {
    const where = `example ${id}: ${step.label ?? step.op}`;
    const start = market.records.length;
    const trade = perform(market, step);
    if (step.op === 'customerSell' || step.op === 'customerBuy') {
      const result =
        trade === undefined
          ? { executed: false }
          : { executed: true, ticket: trade.ticket, price: trade.price, passthrough: trade.passThrough };
      expect(snapped(result, step.result), where).toEqual(step.result);
    }
    if (step.events !== undefined) {
      const told = market.records.slice(start).filter((record) => record.kind !== 'DayStart');
      expect(snapped(told, step.events), where).toMatchObject(step.events);
    }
    for (const { path, value } of step.expect ?? []) {
      expect(snapped(look(market, setup, trade, path), value), `${where}, ${path}`).toEqual(value);
    }
  }
}

describe('the literal day walks through', () => {
  for (const example of goldenCases<Example>('dealer/examples.json', 'examples')) it(example.id, () => walk(example));
});
