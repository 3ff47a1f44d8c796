import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette } from '../src/palette.js';

/** Relative luminance as the Web Content Accessibility Guidelines define it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const level = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}

/** Text needs 4.5 to 1 on whatever it may stand on. */
const TEXT: readonly (readonly [keyof Palette, readonly (keyof Palette)[]])[] = [
  ['ink', ['paper', 'panel', 'heat1', 'heat2', 'heat3', 'heat4', 'blueTint', 'band']],
  ['ink', ['gain1', 'gain2', 'gain3', 'gain4', 'loss1', 'loss2', 'loss3', 'loss4']],
  ['soft', ['paper', 'panel']],
  ['blue', ['paper', 'panel']],
  ['red', ['paper']],
  ['ochre', ['paper']],
];
/** Lines and marks that carry meaning need 3 to 1. */
const MARKS: readonly (readonly [keyof Palette, readonly (keyof Palette)[]])[] = [
  ['line', ['paper', 'panel']],
  ['blue', ['paper', 'band', 'blueTint']],
  ['red', ['paper', 'redTint', 'band']],
  ['ochre', ['paper', 'band']],
  ['soft', ['paper', 'blueTint']],
];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_, palette) => {
  it.each(TEXT)('has readable %s', (text, grounds) => {
    for (const ground of grounds) expect(contrast(palette[text], palette[ground]), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each(MARKS)('has visible %s', (mark, grounds) => {
    for (const ground of grounds) expect(contrast(palette[mark], palette[ground]), ground).toBeGreaterThanOrEqual(3);
  });
});

describe('contrast', () => {
  it('is that of the guidelines', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  });
});
