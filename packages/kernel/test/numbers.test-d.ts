import {
  type AgentId,
  createEventLog,
  type Decimal,
  decimal,
  type EventBase,
  KernelError,
  type RandomSource,
} from '@bagehot/kernel';
import { Balances, divRound, type MoneyGrid, toQuanta } from '@bagehot/kernel/quanta';
import { describe, expectTypeOf, it } from 'vitest';

declare const grid: MoneyGrid;

describe('money', () => {
  it('is never a number inside engines, and never mixed with one', () => {
    expectTypeOf(toQuanta(grid, '1')).toEqualTypeOf<bigint>();
    expectTypeOf(new Balances(1).get(0)).toEqualTypeOf<bigint>();
    // @ts-expect-error quanta and counts do not add
    toQuanta(grid, '1') + 1;
    // @ts-expect-error a balance is stored in quanta
    new Balances(1).set(0, 1);
    // @ts-expect-error every division names its rounding
    divRound(1n, 2n);
    // @ts-expect-error and only a rounding there is
    divRound(1n, 2n, 'up');
  });

  it('is read from texts, numbers and decimals only', () => {
    expectTypeOf(decimal('1')).toEqualTypeOf<Decimal>();
    // @ts-expect-error a bigint could be quanta or units
    decimal(1n);
  });
});

describe('errors', () => {
  it('carry the details of their code', () => {
    const error = new KernelError('OFF_GRID', { amount: '1', quantum: '2' }, '');
    expectTypeOf(error.details.quantum).toEqualTypeOf<string>();
    expectTypeOf(error).toExtend<Error>();
    // @ts-expect-error no such code
    new KernelError('OFF_GRIDD', {}, '');
    // @ts-expect-error details of another code
    new KernelError('OFF_GRID', { total: '1' }, '');
  });
});

describe('events', () => {
  type Shop =
    | (EventBase & { readonly kind: 'Sold'; readonly price: Decimal })
    | (EventBase & { readonly kind: 'Closed' });
  it('are found by their kind, with the fields of that kind', () => {
    const log = createEventLog<Shop>();
    expectTypeOf(log.of('Sold')[0]?.price).toEqualTypeOf<Decimal | undefined>();
    // @ts-expect-error no such kind
    log.of('Bought');
    // @ts-expect-error a sale has a price
    log.emit({ kind: 'Sold', day: 1 });
  });
});

describe('names', () => {
  it('are written as plain texts', () => {
    expectTypeOf<'H1'>().toExtend<AgentId>();
    expectTypeOf<RandomSource['pick']>().toBeCallableWith(['a', 'b']);
  });
});
