import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { createFigures, fixed, inline, NOTHING } from '../src/figures.js';

const { money, gain, price, percent, points, count } = createFigures(2);

describe('figures', () => {
  it('round half to even and group thousands', () => {
    expect(fixed(decimal('0.125'), 2)).toBe('0.12');
    expect(fixed(decimal('0.135'), 2)).toBe('0.14');
    expect(fixed(decimal('1234567.5'), 2)).toBe('1,234,567.50');
    expect(fixed(decimal('999'), 0)).toBe('999');
    expect(fixed(decimal('-12345.678'), 1)).toBe('−12,345.7');
  });

  it('have no negative zero', () => {
    expect(fixed(decimal('-0.004'), 2)).toBe('0.00');
    expect(fixed(decimal('-0.4'), 0)).toBe('0');
  });

  it('keep the exact value beside what is shown', () => {
    expect(money('6.044082386363')).toEqual({ text: '6.04', exact: '6.044082386363' });
    expect(inline(price('0.255859920635')).text).toBe(
      '<data value="0.255859920635" title="0.255859920635">0.2559</data>',
    );
    expect(percent('0.63768115942028985507')).toEqual({ text: '63.77%', exact: '0.63768115942028985507' });
  });

  it('show signs where a difference is meant', () => {
    expect(gain('1.5').text).toBe('+1.50');
    expect(gain('-1.5').text).toBe('−1.50');
    expect(gain('0.001').text).toBe('0.00');
    expect(points('-0.3333').text).toBe('−33.33\u00a0pp');
  });

  it('write counts as they are', () => {
    expect(count(12345)).toEqual({ text: '12,345', exact: '' });
    expect(count('2.5')).toEqual({ text: '2.5', exact: '' });
  });

  it('show a dash where there is no number', () => {
    for (const value of [null, undefined, '', 'abc', Number.NaN, {}, '1e9999']) expect(money(value)).toBe(NOTHING);
  });
});
