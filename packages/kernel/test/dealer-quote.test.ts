import {
  type DealerPosition,
  decimal,
  type OutsideQuote,
  outsideQuote,
  type PricingParams,
  quoteDealer,
} from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const params: PricingParams = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
const anchor = (mid: string, spread: string) => ({ mid: decimal(mid), spread: decimal(spread) });
const position = (ticketCount: number, cash: string): DealerPosition => ({ ticketCount, cash: decimal(cash) });
const texts = (quote: object): Record<string, unknown> => JSON.parse(JSON.stringify(quote));

describe('outside quotes', () => {
  it('are half a spread from the mid', () => {
    expect(texts(outsideQuote(anchor('1', '0.30'), params))).toEqual({
      bid: '0.85',
      ask: '1.15',
      mid: '1',
      spread: '0.3',
    });
  });

  it('clip a negative bid at zero when asked to', () => {
    expect(outsideQuote(anchor('0.3', '0.7'), params).bid.toString()).toBe('0');
    expect(outsideQuote(anchor('0.3', '0.7'), { ...params, clipBidAtZero: false }).bid.toString()).toBe('-0.05');
    // Both below zero: the clip lifts the bid, and the ask with it.
    expect(texts(outsideQuote(anchor('-1', '0.5'), params))).toMatchObject({ bid: '0', ask: '0' });
  });

  it('are posted half-even on the grid', () => {
    const cents = { ...params, moneyDecimals: 2 };
    // 1 + 0.05 / 2 = 1.025 and 0.975
    expect(texts(outsideQuote(anchor('1', '0.05'), cents))).toMatchObject({ bid: '0.98', ask: '1.02' });
  });

  it('may be capped at the face', () => {
    const capped = { ...params, parCap: true };
    expect(texts(outsideQuote(anchor('1', '0.30'), capped))).toMatchObject({ bid: '0.85', ask: '1' });
    expect(texts(outsideQuote(anchor('2', '0.30'), capped))).toMatchObject({ bid: '1', ask: '1' });
  });
});

describe('a dealer quotes', () => {
  const quote = (tickets: number, cash: string, mid = '1', spread = '0.30', more: Partial<PricingParams> = {}) => {
    const all = { ...params, ...more };
    return texts(quoteDealer(position(tickets, cash), outsideQuote(anchor(mid, spread), all), all));
  };

  it('around the mid at half its capacity', () => {
    expect(quote(2, '2')).toEqual({
      bid: '0.97',
      ask: '1.03',
      midline: '1',
      insideWidth: '0.06',
      layoffProbability: '0.2',
      capacity: '4',
      maxFundableTickets: 4,
      inventory: '2',
      equity: '4',
      interiorBid: '0.97',
      interiorAsk: '1.03',
      bidPinned: false,
      askPinned: false,
      askFloored: false,
      guarded: false,
      canBuy: true,
      canSell: true,
      executionBid: '0.97',
      executionAsk: '1.03',
    });
  });

  it('but deals at the outside quotes with nothing left to sell, or nothing left to pay with', () => {
    expect(quote(0, '4.11')).toMatchObject({ ask: '1.13', canSell: false, executionAsk: '1.15', capacity: '4' });
    expect(quote(2, '0.10')).toMatchObject({ bid: '0.875', canBuy: false, executionBid: '0.85' });
  });

  it('needs cash for the bid as well as room for the ticket', () => {
    // Room for a third ticket, and 0.92 against a bid of more.
    expect(quote(2, '1.00')).toMatchObject({ maxFundableTickets: 3, bid: '0.9325', canBuy: true });
    expect(quote(0, '1', '1', '0')).toMatchObject({ bid: '1', canBuy: true });
    expect(quote(1, '0.999999999999', '1', '0')).toMatchObject({ maxFundableTickets: 1, canBuy: false });
  });

  it('nothing of its own once the mid is at the guard', () => {
    expect(quote(3, '2', '0.02', '0.01')).toEqual({
      bid: '0.015',
      ask: '0.025',
      midline: '0.02',
      insideWidth: '0.01',
      layoffProbability: '1',
      capacity: '0',
      maxFundableTickets: 0,
      inventory: '3',
      equity: '2.06',
      interiorBid: '0.015',
      interiorAsk: '0.025',
      bidPinned: true,
      askPinned: true,
      askFloored: false,
      guarded: true,
      canBuy: false,
      canSell: false,
      executionBid: '0.015',
      executionAsk: '0.025',
    });
    expect(quote(3, '2', '0.020000000001', '0.01')).toMatchObject({ guarded: false, canSell: true });
  });

  it('both outside quotes at capacity zero without inventory', () => {
    expect(quote(0, '0.99')).toMatchObject({
      bid: '0.85',
      ask: '1.15',
      bidPinned: true,
      askPinned: true,
      canBuy: false,
    });
  });

  it('an ask raised to its bid when it is overdrawn', () => {
    const overdrawn = quote(4, '-9');
    expect(overdrawn).toMatchObject({
      maxFundableTickets: 0,
      equity: '-5',
      bid: '0.85',
      ask: '0.85',
      askFloored: true,
    });
    // One ticket and a debt: it may sell inside, at the mid.
    expect(quote(1, '-3')).toMatchObject({ canSell: true, canBuy: false, ask: '1', executionAsk: '1' });
  });

  it('no more than the face when capped', () => {
    // Much cash and no ticket: p = 1 + 0.30 * 10 / 24 and I = 0.30 / 11.
    expect(quote(0, '10')).toMatchObject({ bid: '1.111363636364', ask: '1.138636363636' });
    expect(quote(0, '10', '1', '0.30', { parCap: true })).toMatchObject({
      bid: '1',
      ask: '1',
      askPinned: true,
      bidPinned: false,
    });
  });

  it('in face what it holds in tickets of any size', () => {
    expect(quote(3, '15', '5', '1.5', { ticketSize: decimal(5) })).toMatchObject({
      capacity: '30',
      inventory: '15',
      maxFundableTickets: 6,
      equity: '30',
    });
  });

  it('within quotes somebody else posts outside', () => {
    const narrow: OutsideQuote = { ...anchor('1', '0.30'), bid: decimal('0.99'), ask: decimal('1.01') };
    expect(texts(quoteDealer(position(2, '2'), narrow, params))).toMatchObject({
      bid: '0.99',
      ask: '1.01',
      bidPinned: true,
    });
  });
});

describe('input outside its domain is refused by name', () => {
  const good = outsideQuote(anchor('1', '0.3'), params);
  const bad = 'BAD_KERNEL_INPUT';
  const nonsense = 'ten' as unknown as DealerPosition['cash'];
  it.each<[string, string, () => unknown]>([
    [bad, 'position.ticketCount', () => quoteDealer(position(-1, '1'), good, params)],
    [bad, 'position.ticketCount', () => quoteDealer(position(0.5, '1'), good, params)],
    [bad, 'position.cash', () => quoteDealer({ ticketCount: 1, cash: nonsense }, good, params)],
    [bad, 'outside.spread', () => quoteDealer(position(1, '1'), { ...good, spread: decimal(-1) }, params)],
    [bad, 'outside.ask', () => quoteDealer(position(1, '1'), { ...good, ask: decimal('0.8') }, params)],
    [bad, 'anchors.spread', () => outsideQuote(anchor('1', '-0.1'), params)],
    [bad, 'anchors.mid', () => outsideQuote({ mid: nonsense, spread: decimal(0) }, params)],
    [bad, 'params.ticketSize', () => outsideQuote(anchor('1', '0.1'), { ...params, ticketSize: decimal(0) })],
    [bad, 'params.guardMid', () => quoteDealer(position(1, '1'), good, { ...params, guardMid: decimal(-1) })],
    [bad, 'decimals', () => outsideQuote(anchor('1', '0.1'), { ...params, moneyDecimals: 19 })],
  ])('%s %s', (code, field, call) => {
    expect(call).toThrow(expect.objectContaining({ code, details: expect.objectContaining({ field }) }));
  });

  it.each<[string, () => unknown]>([
    ['cash', () => quoteDealer(position(1, '1e-13'), good, params)],
    ['mid', () => outsideQuote(anchor('1e-13', '0'), params)],
    ['cap', () => outsideQuote(anchor('1', '0'), { ...params, ticketSize: decimal('1e-13'), parCap: true })],
  ])('and money off the grid is not rounded: %s', (_, call) => {
    expect(call).toThrow(
      expect.objectContaining({ code: 'OFF_GRID', details: { amount: expect.any(String), quantum: '0.000000000001' } }),
    );
  });
});
