import { createHash } from 'node:crypto';
import { createFinancingLog, LOG_FIELDS, type LogDigest, logDigest, verifyLog } from '@bagehot/financing';
import { describe, expect, it } from 'vitest';
import { roundByHand } from './log-fixture.js';

const AGENTS = [1, 2, 3].map((id) => ({ id, alpha: ['0.25', '0.75'], home: [0, id], personal: [id * id, 1] }));

function threeRounds(): readonly string[] {
  const log = createFinancingLog();
  log.emit(roundByHand({ agents: AGENTS, round: 1 }));
  log.emit(roundByHand({ agents: AGENTS, round: 2, prices: ['1', '1.5'] }));
  log.emit(roundByHand({ agents: AGENTS, round: 3, prices: ['1', '1.5'], termination: 'horizon' }));
  return [...log.lines()];
}

const LINES = threeRounds();
const sha256 = (...parts: readonly (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

async function* slowly(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe('logDigest', () => {
  it('chains the hashes of the rounds', async () => {
    const text = (first: number): string =>
      LINES.slice(first, first + 3)
        .map((line) => `${line}\n`)
        .join('');
    const first = sha256(Buffer.alloc(32), text(0));
    const second = sha256(first, text(3));
    const third = sha256(second, text(6));
    expect(await logDigest(LINES)).toEqual({
      algorithm: 'SHA-256',
      rounds: [first, second, third].map((hash, k) => ({ round: k + 1, rows: 3, hash: hash.toString('hex') })),
      hash: third.toString('hex'),
    });
  });

  it('is the same for a text, for lines with or without line feeds, and for lines that arrive one by one', async () => {
    const digest = await logDigest(LINES);
    const forms = [LINES.join('\n'), `${LINES.join('\r\n')}\r\n`, LINES.map((line) => `${line}\n`), slowly(LINES)];
    for (const form of forms) expect(await logDigest(form)).toEqual(digest);
  });

  it('is the same for two runs alike, and survives being written down', async () => {
    const digest = await logDigest(threeRounds());
    expect(digest).toEqual(await logDigest(LINES));
    expect(await verifyLog(LINES, JSON.parse(JSON.stringify(digest)) as LogDigest)).toEqual({ intact: true });
  });

  it('counts letters outside ASCII in UTF-8', async () => {
    const line = '{"core_round":1,"financing_mode":"Größe"}';
    expect((await logDigest([line])).hash).toBe(sha256(Buffer.alloc(32), `${line}\n`).toString('hex'));
  });

  it('of an empty log is zeros', async () => {
    const digest = { algorithm: 'SHA-256', rounds: [], hash: '0'.repeat(64) };
    expect(await logDigest('')).toEqual(digest);
    expect(await logDigest([])).toEqual(digest);
  });
});

describe('verifyLog', () => {
  it.each(LOG_FIELDS.map(({ name }) => name).filter((name) => name !== 'core_round'))(
    'finds a change of %s in any row',
    async (name) => {
      const digest = await logDigest(LINES);
      for (const [k, line] of LINES.entries()) {
        const row: Record<string, unknown> = JSON.parse(line);
        const changed = JSON.stringify({ ...row, [name]: row[name] === null ? '1' : null });
        const round = Math.floor(k / 3) + 1;
        const verdict = await verifyLog(LINES.with(k, changed), digest);
        expect(verdict).toEqual({ intact: false, round, difference: 'changed' });
      }
    },
  );

  it('finds a round number that was changed', async () => {
    const digest = await logDigest(LINES);
    const renumbered = (k: number, round: number): readonly string[] =>
      LINES.with(k, (LINES[k] as string).replace(/"core_round":\d/, `"core_round":${round}`));
    expect(await verifyLog(renumbered(4, 9), digest)).toEqual({ intact: false, round: 2, difference: 'changed' });
    expect(await verifyLog(renumbered(3, 1), digest)).toEqual({ intact: false, round: 1, difference: 'changed' });
    expect(await verifyLog(renumbered(3, 9), digest)).toEqual({ intact: false, round: 2, difference: 'missing' });
  });

  it('finds rows that were left out, added, or put in another order', async () => {
    const digest = await logDigest(LINES);
    const swapped = LINES.with(0, LINES[1] as string).with(1, LINES[0] as string);
    expect(await verifyLog(swapped, digest)).toEqual({ intact: false, round: 1, difference: 'changed' });
    expect(await verifyLog(LINES.toSpliced(4, 1), digest)).toEqual({ intact: false, round: 2, difference: 'changed' });
    expect(await verifyLog(LINES.toSpliced(3, 3), digest)).toEqual({ intact: false, round: 2, difference: 'missing' });
    expect(await verifyLog(LINES.slice(0, 6), digest)).toEqual({ intact: false, round: 3, difference: 'missing' });
    expect(await verifyLog([], digest)).toEqual({ intact: false, round: 1, difference: 'missing' });
    const more = `${(LINES[8] as string).replace('"core_round":3', '"core_round":4')}`;
    expect(await verifyLog([...LINES, more], digest)).toEqual({ intact: false, round: 4, difference: 'added' });
  });

  it('finds a line that is no JSON any more', async () => {
    const cut = (LINES[5] as string).slice(0, -1);
    expect(await verifyLog(LINES.with(5, cut), await logDigest(LINES))).toEqual({
      intact: false,
      round: 2,
      difference: 'changed',
    });
  });

  it('refuses a digest that is none', async () => {
    const digest = await logDigest(LINES);
    const refused = (changed: object): Promise<void> =>
      expect(verifyLog(LINES, { ...digest, ...changed })).rejects.toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION' }),
      );
    await refused({ algorithm: 'MD5' });
    await refused({ hash: '0'.repeat(64) });
  });
});
