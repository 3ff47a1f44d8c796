import { createEventLog, type EventBase } from '@bagehot/kernel';
import { describe, expectTypeOf, it } from 'vitest';

interface Payment extends EventBase {
  readonly kind: 'Settlement' | 'Default';
  readonly paid: number;
}

interface Quote extends EventBase {
  readonly kind: 'Quote';
  readonly bid: number;
}

describe('events of one kind', () => {
  const log = createEventLog<Payment | Quote>();

  it('are the event of that kind, also where an event has several', () => {
    expectTypeOf(log.of('Quote')[0]?.bid).toEqualTypeOf<number | undefined>();
    expectTypeOf(log.of('Default')[0]?.paid).toEqualTypeOf<number | undefined>();
    expectTypeOf(log.of('Default')[0]?.kind).toEqualTypeOf<'Default' | undefined>();
  });

  it('know no other kind', () => {
    expectTypeOf(log.of).parameter(0).toEqualTypeOf<'Settlement' | 'Default' | 'Quote'>();
  });
});
