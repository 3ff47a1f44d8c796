import type { Decimal, RandomSnapshot, RandomSource } from '@bagehot/kernel';
import { brokenLaw } from '@bagehot/kernel/testing';

/** A random source that holds whoever draws from it to the rule that draws come from streams of the day. */
export class DayStreams {
  /** The day that is run; -1 before the first. */
  day = -1;
  /** On which day each stream was drawn from. */
  readonly #days = new Map<string, number>();
  readonly root: RandomSource;

  constructor(random: RandomSource) {
    this.root = this.#watched(random, '', this.day);
  }

  #watched(random: RandomSource, path: string, madeOn: number): RandomSource {
    const drawn = <Result>(draw: () => Result): Result => {
      this.#note(path, madeOn);
      return draw();
    };
    return {
      stream: (label: string): RandomSource =>
        this.#watched(random.stream(label), path === '' ? label : `${path}/${label}`, this.day),
      nextInt: (min: number, max: number): number => drawn(() => random.nextInt(min, max)),
      nextBoolean: (probability: Decimal): boolean => drawn(() => random.nextBoolean(probability)),
      pick: <T>(items: readonly T[]): T => drawn(() => random.pick(items)),
      shuffle: <T>(items: readonly T[]): readonly T[] => drawn(() => random.shuffle(items)),
      snapshot: (): RandomSnapshot => random.snapshot(),
    };
  }

  #note(path: string, madeOn: number): void {
    const { day } = this;
    if (path === '') throw brokenLaw('draws come from streams', `a draw of the root on day ${day}`);
    if (path === 'ring' || path.startsWith('ring/')) throw brokenLaw("a phase leaves the ring's streams alone", path);
    const before = this.#days.get(path) ?? day;
    if (madeOn !== day || before !== day)
      throw brokenLaw('a stream is drawn from on one day', `${path} on day ${Math.min(madeOn, before)}`, `day ${day}`);
    this.#days.set(path, day);
  }
}
