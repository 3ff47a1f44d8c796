import {
  corridor,
  corridorBounds,
  pooleUniformRule,
  ratioRule,
  shortageProbability,
  verifyClearing,
} from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { bookOf, rateText, rateUnits } from './golden-book.js';

interface Corridor {
  readonly policyRate: string;
  readonly depositSpread: string;
  readonly lendingSpread: string;
}

interface RatioCase {
  readonly id: string;
  readonly note: string;
  readonly kind: 'ratio-corridor';
  readonly input: Corridor & {
    readonly sensitivity: string;
    readonly signedSpread: boolean;
    readonly totalSupplied: string;
    readonly totalRequested: string;
  };
  readonly expect: object;
}

interface PooleCase {
  readonly id: string;
  readonly note: string;
  readonly kind: 'poole-uniform';
  readonly input: Corridor & { readonly excessReserves: string; readonly shockHalfWidth: string };
  readonly expect: object;
}

const cases = goldenCases<RatioCase | PooleCase>('central-bank/corridor.json', 'cases');

/** The bounds of the case, as it writes them. */
function boundTexts(input: Corridor): { readonly floor: string; readonly ceiling: string } {
  const { floor, ceiling } = corridorBounds(input)(rateUnits(input.policyRate));
  return { floor: rateText(floor), ceiling: rateText(ceiling) };
}

describe('ratio rule in a corridor', () => {
  for (const one of cases.filter((each): each is RatioCase => each.kind === 'ratio-corridor'))
    it(`${one.id}: ${one.note}`, () => {
      const { input } = one;
      const { policyRate, totalSupplied, totalRequested, sensitivity, signedSpread } = input;
      const book = bookOf(2, policyRate, {
        supplies: [{ agent: 'L', amount: totalSupplied }],
        requests: [{ agent: 'B', amount: totalRequested }],
      });
      const { depositSpread, lendingSpread } = input;
      const inner = ratioRule({ spreadSensitivity: sensitivity });
      const rule = corridor(inner, { depositSpread, lendingSpread, signedSpread });
      const outcome = rule.clear(book);
      verifyClearing(rule.name, book, outcome);
      const { floor, ceiling } = boundTexts(input);
      const callRate = rateText(outcome.callRate);
      // Without requests a signed spread is no number: the vectors have null, the rule reports 0.
      const defined = !signedSpread || outcome.requested > 0n || outcome.supplied === 0n;
      const unclamped = defined ? book.policyRate + outcome.spread : null;
      const moved = unclamped === null || unclamped !== outcome.callRate;
      expect({
        floor,
        ceiling,
        unclamped: unclamped === null ? null : rateText(unclamped),
        callRate,
        bound: !moved ? 'none' : callRate === floor ? 'floor' : 'ceiling',
      }).toEqual(one.expect);
      // The rule may as well be signed before it comes into the corridor.
      const signed = corridor(ratioRule({ spreadSensitivity: sensitivity, signedSpread }), {
        depositSpread,
        lendingSpread,
      });
      expect(signed.clear(book)).toEqual(outcome);
    });
});

describe('uniform-shock rule', () => {
  for (const one of cases.filter((each): each is PooleCase => each.kind === 'poole-uniform'))
    it(`${one.id}: ${one.note}`, () => {
      const { policyRate, excessReserves, shockHalfWidth } = one.input;
      const book = bookOf(2, policyRate, { supplies: [], requests: [] });
      const rule = pooleUniformRule({ ...one.input, excessReserves: () => excessReserves });
      expect({
        ...boundTexts(one.input),
        probabilityShort: rateText(shortageProbability(decimal(shockHalfWidth), decimal(excessReserves))),
        callRate: rateText(rule.clear(book).callRate),
      }).toEqual(one.expect);
    });
});
