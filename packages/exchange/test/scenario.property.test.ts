import { ExchangeError } from '@bagehot/exchange';
import { createExchange, exchangeConfig, expandScenario, readExchangeScenario } from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMPACT, type Data, EXPLICIT } from './scenario-data.js';

/** Every place in the data: of lists their entries, of objects their fields. */
function placesIn(data: unknown): readonly (readonly string[])[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((place) => [key, ...place])]);
}

function put(data: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const inner: unknown = Reflect.get(data as object, key);
  if (Array.isArray(data)) return Object.assign([...(data as unknown[])], { [key]: put(inner, rest, value) });
  return { ...(data as object), [key]: put(inner, rest, value) };
}

const odd = fc.oneof(
  fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true }),
  fc.constantFrom(0, -1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '', '0', null, undefined, [], {}),
  fc.constantFrom('A', 'M', 'mixed', 'constructor', '__proto__', 'toString'),
  fc.integer({ min: 0, max: 9 }),
);

const spoilt = fc.constantFrom(COMPACT, EXPLICIT).chain((data: Data) =>
  fc.array(fc.tuple(fc.constantFrom(...placesIn(data)), odd), { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((changed, [place, value]) => {
      // An earlier change may have taken the place away.
      const inside = place.slice(0, -1).reduce<unknown>((at, key) => Object(at)[key] as unknown, changed);
      return typeof inside === 'object' && inside !== null ? put(changed, place, value) : changed;
    }, data),
  ),
);

it('is read and runs, or is refused with problems, whatever stands in it', () => {
  fc.assert(
    fc.property(spoilt, (data) => {
      try {
        const { scenario } = readExchangeScenario(data);
        if (scenario.side > 50 || (scenario.form === 'compact' && scenario.agents > 500)) return;
        const exchange = createExchange(exchangeConfig(expandScenario(scenario, createRandom(1))), { strict: true });
        exchange.run(2);
        expect(exchange.tick).toBe(2);
      } catch (error) {
        expect(error).toBeInstanceOf(ExchangeError);
        expect((error as ExchangeError).details.problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1500 },
  );
});
