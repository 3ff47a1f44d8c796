import { assertInvariants, BagehotError, type Invariant, KernelError } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

interface ShopErrors {
  SOLD_OUT: { readonly good: string };
  CLOSED: { readonly day: number };
}
class ShopError<Code extends keyof ShopErrors = keyof ShopErrors> extends BagehotError<ShopErrors, Code> {
  override get name(): string {
    return 'ShopError';
  }
}

describe('errors', () => {
  it('carry a stable code, typed details and a message, and know their name in stack traces', () => {
    const error = new ShopError('SOLD_OUT', { good: 'grain' }, 'no grain left');
    expect(error).toBeInstanceOf(BagehotError);
    expect(error).toBeInstanceOf(Error);
    expect([error.code, error.details.good, error.message, error.name]).toEqual([
      'SOLD_OUT',
      'grain',
      'no grain left',
      'ShopError',
    ]);
    expect(error.stack).toMatch(/^ShopError: no grain left\n/);
    expect(String(new BagehotError<ShopErrors>('CLOSED', { day: 1 }, 'closed'))).toBe('BagehotError: closed');
  });

  it('tell packages apart', () => {
    const error: unknown = new KernelError('ZERO_WEIGHTS', { total: '1' }, 'nobody');
    expect(error instanceof KernelError && error.code === 'ZERO_WEIGHTS').toBe(true);
    expect(error instanceof ShopError).toBe(false);
  });
});

describe('assertInvariants', () => {
  const even: Invariant<number> = {
    name: 'even',
    check: (state) => (state % 2 === 0 ? undefined : { invariant: 'even', message: `${state} is odd` }),
  };
  const small: Invariant<number> = {
    name: 'small',
    check: (state) => (state < 10 ? undefined : { invariant: 'small', message: `${state} is not below 10` }),
  };

  it('is silent while all laws hold', () => {
    expect(() => assertInvariants(4, [even, small])).not.toThrow();
    expect(() => assertInvariants(4, [])).not.toThrow();
  });

  it('names the first law that fails, and how', () => {
    expect(() => assertInvariants(11, [even, small])).toThrow(
      expect.objectContaining({
        code: 'INVARIANT_VIOLATED',
        details: { invariant: 'even', message: '11 is odd' },
        message: 'even: 11 is odd',
      }),
    );
    expect(() => assertInvariants(12, [even, small])).toThrow('small: 12 is not below 10');
  });
});
