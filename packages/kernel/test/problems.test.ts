import { BagehotError, type InputProblems, ProblemList } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

type Code = 'TOO_SMALL' | 'TOO_LARGE';

class ShoeError extends BagehotError<Readonly<Record<Code, InputProblems<Code>>>> {}

const list = (): ProblemList<Code> =>
  new ProblemList((code, details, message) => new ShoeError(code, details, message));

function thrown(call: () => void): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a list of problems', () => {
  it('says nothing when there is none', () => {
    const problems = list();
    expect(problems.none).toBe(true);
    expect(() => problems.check()).not.toThrow();
  });

  it('tells all of them, the first by its code', () => {
    const problems = list();
    problems.add('TOO_LARGE', 'shoes[1]', 52, 'at most 48');
    problems.add('TOO_SMALL', 'shoes[4]', 2, 'at least 15');
    expect(problems.none).toBe(false);
    const error = thrown(() => problems.check());
    expect(error).toBeInstanceOf(ShoeError);
    expect(error).toMatchObject({
      code: 'TOO_LARGE',
      message: 'shoes[1] must be at most 48, but is 52; shoes[4] must be at least 15, but is 2',
      details: { path: 'shoes[1]', value: '52' },
    });
    expect((error as ShoeError).details.problems.map(({ path }) => path)).toEqual(['shoes[1]', 'shoes[4]']);
  });

  it('takes in what another reader refuses, and passes on what is no refusal', () => {
    const problems = list();
    const inner = list();
    inner.add('TOO_SMALL', 'left', 1, 'at least 15');
    expect(problems.collect(() => inner.check())).toBeUndefined();
    expect(problems.collect(() => 42)).toBe(42);
    expect(thrown(() => problems.check())).toMatchObject({ code: 'TOO_SMALL', details: { path: 'left' } });
    expect(() => problems.collect(() => BigInt('x'))).toThrow(SyntaxError);
    expect(() =>
      problems.collect(() => {
        throw new BagehotError('X', {}, 'no input');
      }),
    ).toThrow('no input');
  });
});
