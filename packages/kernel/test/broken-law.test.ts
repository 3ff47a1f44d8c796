import { brokenLaw, mustNotThrow } from '@bagehot/kernel/testing';
import { expect, it } from 'vitest';

it('names the law that an exception breaks', () => {
  const cause = new Error('no more');
  const act = (): never => {
    throw cause;
  };
  expect(() => mustNotThrow('it goes on', act)).toThrow(
    expect.objectContaining({ message: 'it goes on: it threw Error: no more', cause }),
  );
});

it('leaves alone the error of another law, which names the one that was broken', () => {
  const broken = brokenLaw('draws are of the day', 1, 2);
  const act = (): never => {
    throw broken;
  };
  expect(() => mustNotThrow('it goes on', () => mustNotThrow('nor here', act))).toThrow(broken);
  expect(broken.message).toBe('draws are of the day: 1 and 2');
});
