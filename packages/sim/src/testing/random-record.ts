import type { Decimal, RandomSnapshot, RandomSource } from '@bagehot/kernel';
import { brokenLaw } from '@bagehot/kernel/testing';

/** Everything that was drawn from a stream since it was asked for, in order. */
export interface RecordedStream {
  /** What it is for: its name without the day. */
  readonly label: string;
  /** Of its name; null for streams that have none, such as those of the opening. */
  readonly day: number | null;
  /** The day on which it was asked for, -1 before the first. */
  readonly askedOn: number;
  readonly draws: readonly RecordedDraw[];
}

/** A question to a stream, and its answer. */
export interface RecordedDraw {
  readonly question: string;
  readonly answer: string;
  /** The day on which it was drawn, -1 before the first. */
  readonly drawnOn: number;
}

/** A random source that remembers. */
export interface RandomRecord {
  readonly random: RandomSource;
  /** The day that is run, to be kept up to date; -1 before the first. */
  day: number;
  /** Streams from which something was drawn, in the order in which they were asked for. */
  readonly streams: readonly RecordedStream[];
}

/** Remembers all that is drawn from the streams of a source, which it does not change. */
export function recordingRandom(random: RandomSource): RandomRecord {
  return new Recorder(random);
}

class Recorder implements RandomRecord {
  readonly random: RandomSource;
  day = -1;
  readonly #streams: (RecordedStream & { readonly draws: RecordedDraw[] })[] = [];

  constructor(random: RandomSource) {
    this.random = this.#recorded(random, '');
  }

  get streams(): readonly RecordedStream[] {
    return this.#streams.filter(({ draws }) => draws.length > 0);
  }

  #recorded(random: RandomSource, path: string): RandomSource {
    const stream = { ...nameOf(path), askedOn: this.day, draws: [] as RecordedDraw[] };
    this.#streams.push(stream);
    const drawn = <Answer>(question: string, draw: () => Answer): Answer => {
      const answer = draw();
      stream.draws.push({ question, answer: String(answer), drawnOn: this.day });
      return answer;
    };
    return {
      stream: (label: string): RandomSource =>
        this.#recorded(random.stream(label), path === '' ? label : `${path}/${label}`),
      nextInt: (min: number, max: number): number => drawn(`${min}..${max}`, () => random.nextInt(min, max)),
      nextBoolean: (probability: Decimal): boolean =>
        drawn(`p=${probability.toFixed()}`, () => random.nextBoolean(probability)),
      // The place counts, not what stands there.
      pick<T>(items: readonly T[]): T {
        const place = drawn(`one of ${items.length}`, () => random.pick(items.map((_, k) => k)));
        return items[place] as T;
      },
      shuffle<T>(items: readonly T[]): readonly T[] {
        const order = drawn(`order of ${items.length}`, () => random.shuffle(items.map((_, k) => k)));
        return order.map((k) => items[k] as T);
      },
      snapshot: (): RandomSnapshot => random.snapshot(),
    };
  }
}

function nameOf(path: string): { readonly label: string; readonly day: number | null } {
  const found = /^(.*)\/(\d+)$/.exec(path);
  return found === null ? { label: path, day: null } : { label: found[1] as string, day: Number(found[2]) };
}

/**
 * E13, of one run: whatever is drawn on a day comes from a stream of that day, which is asked for once; before the first day any stream of a name will do.
 *
 * @throws Error telling the stream
 */
export function checkStreams({ streams }: RandomRecord): void {
  const asked = new Set<string>();
  for (const { label, day, askedOn, draws } of streams) {
    const name = day === null ? label : `${label}/${day}`;
    const [first] = draws;
    if (label === '') throw brokenLaw('draws come from streams', 'a draw of the root', first);
    for (const { drawnOn } of draws)
      if (drawnOn !== askedOn || (drawnOn >= 0 && day !== drawnOn))
        throw brokenLaw('what is drawn on a day comes from a stream of the day', { name, askedOn, drawnOn });
    if (asked.has(name)) throw brokenLaw('a stream is asked for once: again, it would give the same draws', name);
    asked.add(name);
  }
}

/**
 * E13, of two runs of one seed: the k-th draw of a label on a day is the same wherever both drew, as long as both asked the same. What is switched on or off changes
 * which draws are used, never what they are.
 *
 * @throws Error telling the first draw that differs
 */
export function sameDraws(one: RandomRecord, other: RandomRecord): void {
  const streams = new Map(other.streams.map((stream) => [`${stream.label}/${stream.day}`, stream]));
  for (const { label, day, draws } of one.streams) {
    const theirs = streams.get(`${label}/${day}`)?.draws ?? [];
    for (const [k, { question, answer }] of draws.entries()) {
      const their = theirs[k];
      // Questions that differ may take different numbers of words from the generator.
      if (their === undefined || their.question !== question) break;
      if (their.answer !== answer)
        throw brokenLaw(
          'a draw depends on seed, label, day and place alone',
          { label, day, k, question },
          answer,
          their.answer,
        );
    }
  }
}
