import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { RedisLink } from '../src/bullmq/redis-link.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let link: RedisLink | undefined;
afterEach(() => link?.close());

/** A link to a server that is not there, which it goes on waiting for. */
function openLink(): RedisLink {
  link = new RedisLink('redis://127.0.0.1:1', 60_000);
  return link;
}

describe('what a link waits for', () => {
  it('comes through, answers and refusals', async () => {
    const open = openLink();
    expect(await open.guard(Promise.resolve(1))).toBe(1);
    await expect(open.guard(Promise.reject(new Error('no such command')))).rejects.toThrow('no such command');
  });

  it('ends with the link, also what is asked afterwards', async () => {
    const open = openLink();
    const waiting = open.guard(new Promise(() => {}));
    open.close();
    await expect(waiting).rejects.toMatchObject({ code: 'QUEUE_UNREACHABLE' });
    await expect(open.guard(new Promise(() => {}))).rejects.toMatchObject({ code: 'QUEUE_UNREACHABLE' });
  });

  it('is forgotten when it has come: who collects for days asks a million times', async () => {
    const open = openLink();
    const answers: WeakRef<object>[] = [];
    for (let k = 0; k < 100; k++) {
      const answer = { k };
      answers.push(new WeakRef(answer));
      await open.guard(Promise.resolve(answer));
    }
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(answers.filter((answer) => answer.deref() !== undefined).length).toBeLessThan(5);
  });
});
