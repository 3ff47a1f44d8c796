import {
  type BackingQuotes,
  backedOutside,
  type OwnOutside,
  type StandingBucket,
  standingQuotes,
} from '@bagehot/dealer';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { openWorld, type World } from './ledger-world.js';

const bucket = (state: Partial<StandingBucket> = {}): StandingBucket => ({
  bucket: 'short',
  opening: { mid: decimal(1), spread: decimal('0.2') },
  ticketSize: decimal(1),
  moneyDecimals: 2,
  ...state,
});

describe('standing quotes of a dealer of last resort', () => {
  it.each([
    ['lie around the opening mid', { spread: '0.6' }, {}, ['0.7', '1.3']],
    ['lie around a mid of their own', { spread: '0.6', mid: '0.8' }, {}, ['0.5', '1.1']],
    ['are per ticket', { spread: '0.6', mid: '0.8' }, { ticketSize: decimal(20) }, ['10', '22']],
    ['are posted on the grid, the bid below and the ask above', { spread: '0.333' }, {}, ['0.83', '1.17']],
    ['leave a price on the grid where it is', { spread: '0.34' }, {}, ['0.83', '1.17']],
    ['bid nothing rather than less than nothing', { spread: '2.5' }, {}, ['0', '2.25']],
    ['lie at or below par if all prices do', { spread: '0.6', mid: '1.5' }, { parCap: true }, ['1', '1']],
  ])('%s', (_, { spread, mid }: { spread: string; mid?: string }, at, expected) => {
    const terms = { spread: decimal(spread), mid: mid === undefined ? undefined : decimal(mid) };
    const { bid, ask } = standingQuotes(terms, bucket(at));
    expect([bid.toFixed(), ask.toFixed()]).toEqual(expected);
  });

  it('must be wider than what the value-based trader opens with', () => {
    expect(standingQuotes({ spread: decimal('0.21') }, bucket()).bid.toFixed()).toBe('0.89');
    expect(() =>
      standingQuotes(
        { spread: decimal('0.2') },
        bucket({ ticketSize: decimal(5), opening: { mid: decimal(5), spread: decimal(1) } }),
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'BACKSTOP_TOO_TIGHT',
        details: { bucket: 'short', spread: decimal(1), opening: decimal(1) },
        message: expect.stringContaining('in bucket short it is 1 per ticket, the opening one 1'),
      }),
    );
  });
});

describe('what a source is told of the bucket', () => {
  /** H1 has five claims of 1 on H3, due on day 3. Whoever bids 0.95 stands behind the short bucket. */
  function open(
    vbtFunding: 'funded' | 'outside' | 'overdraw',
  ): World & { readonly asked: OwnOutside[]; readonly heard: string[] } {
    const asked: OwnOutside[] = [];
    const heard: string[] = [];
    const world = openWorld(
      { H1: 10, H2: 5, H3: 3 },
      [['H3', 'H1', 5, 3]],
      { vbtFunding },
      {
        outside: {
          quote(_, own) {
            asked.push(own);
            const backing: BackingQuotes = { by: 'CB', bid: decimal('0.95') };
            return backedOutside(own, own.delivers('CB') ? { ...backing, ask: decimal('1.02') } : backing);
          },
          told: (at, day, { bid, bidBy, askBy }) => heard.push([at, day, bid.toFixed(), bidBy, askBy].join(' ')),
        },
      },
    );
    return { ...world, asked, heard };
  }

  it.each([
    ['funded', false],
    ['outside', true],
    ['overdraw', true],
  ] as const)('whether its trader can pay its bid: %s', (funding, canPay) => {
    const { market, asked } = open(funding);
    market.outside('short');
    expect(asked.at(-1)).toMatchObject({ canPay, canDeliver: false, day: 0, vbt: 'vbt_short' });
    market.endow(0, 'vbt_short', '0.9');
    market.outside('short');
    expect(asked.at(-1)?.canPay).toBe(true);
  });

  it('who has a ticket of the bucket that trades today', () => {
    const { market, asked } = open('outside');
    expect(market.outside('short').askBy).toBe('vbt_short');
    market.sell(0, 'H1', 'P1#0');
    expect(market.outside('short')).toMatchObject({ askBy: 'CB', ask: decimal('1.02') });
    expect(asked.at(-1)?.delivers('H1')).toBe(true);
    expect(asked.at(-1)?.delivers('H2')).toBe(false);
    expect(market.outside('long').askBy).toBe('vbt_long');
    market.runSession(3, []);
    expect(market.outside('short').askBy).toBe('vbt_short');
  });

  it('which of its answers were told as quotes, and none that somebody only looked at', () => {
    const { market, heard } = open('outside');
    market.outside('short');
    market.quote('short');
    expect(heard).toEqual([]);
    market.sell(0, 'H1', 'P1#0');
    market.runSession(0, []);
    market.postClosingQuotes(0);
    expect(heard.filter((line) => line.startsWith('short'))).toEqual(Array(3).fill('short 0 0.95 CB CB'));
    expect(heard).toHaveLength(7);
  });
});
