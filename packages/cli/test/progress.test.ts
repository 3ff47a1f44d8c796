import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rowProgress } from '../src/progress.js';

/** Somebody who watches, and all that was drawn for them. */
function watched(): { readonly stream: NodeJS.WriteStream; text(): string } {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the progress of a sweep', () => {
  it('tells how many rows there are, how fast they come, and how long the others will take', async () => {
    const { stream, text } = watched();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const progress = rowProgress({ progress: stream }, 'pairs');
    // Forty rows were there before: they say nothing about the speed.
    for (let row = 41; row <= 50; row++) {
      clock.mockReturnValue(500 * (row - 40));
      progress.rows(row, 290);
    }
    progress.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(text()).toMatch(/ 50 of 290 pairs 2\.0\/s 2 min 0 s left/);
  });

  it('is not drawn for what is over in a moment, nor for nobody', async () => {
    const { stream, text } = watched();
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const progress = rowProgress({ progress: stream }, 'runs');
    progress.rows(1, 2);
    progress.rows(2, 2);
    progress.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(text()).toBe('');
    const unseen = rowProgress({ progress: undefined }, 'runs');
    unseen.rows(1, 2);
    unseen.stop();
  });
});
