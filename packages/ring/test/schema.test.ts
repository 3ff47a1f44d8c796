import { createRandom, decimal } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { RingParamsSchema } from '@bagehot/ring/schema';
import { describe, expect, it } from 'vitest';

const params = { agents: 5, kappa: '0.5', totalDebt: 500 };
const issues = (value: unknown) =>
  RingParamsSchema.safeParse(value).error?.issues.map((issue) => [
    issue.path.join('.'),
    issue.code === 'custom' ? issue.params?.['code'] : issue.code,
  ]);

describe('parameters from outside', () => {
  it('make a ring once they are parsed', () => {
    const parsed = RingParamsSchema.parse(JSON.parse(JSON.stringify(params)));
    expect(generateRing(parsed, createRandom(1)).payables).toHaveLength(5);
  });

  it('may hold decimals', () => {
    expect(issues({ ...params, kappa: decimal('0.5') })).toBeUndefined();
  });

  it('are refused with unknown fields and wrong types', () => {
    expect(issues({ ...params, kapa: 1 })).toEqual([['', 'unrecognized_keys']]);
    expect(issues({ ...params, agents: 'five' })).toEqual([['agents', 'invalid_type']]);
    expect(issues({ ...params, liquidity: { mode: 'random' } })).toEqual([['liquidity.mode', 'invalid_union']]);
  });

  it('are held against every rule of the generator at once', () => {
    const wrong = { ...params, agents: 2, mu: 2, liquidity: { mode: 'vector', vector: [1, -1] } };
    expect(issues(wrong)).toEqual([
      ['agents', 'E_RING_AGENTS'],
      ['mu', 'E_RING_MATURITY'],
      ['liquidity.vector', 'E_RING_LIQUIDITY'],
      ['liquidity.vector.1', 'E_RING_LIQUIDITY'],
    ]);
  });
});
