import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../src/template.js';
import { bagehot, CHAIN, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const ring = work.write('ring.yaml', DEALER_RING);
const chain = work.write('chain.yaml', CHAIN);

describe('bagehot new', () => {
  it.each(TEMPLATE_NAMES)('writes %s, a scenario that is valid and runs as it is', async (template) => {
    const file = work.at(`${template}.new.yaml`);
    expect(await bagehot('new', '--from', template, '-o', file)).toEqual({ code: 0, out: `wrote ${file}\n`, err: '' });
    expect((await bagehot('validate', file)).code).toBe(0);
    expect((await bagehot('run', file, '--out', work.at(template), '--show', 'none')).code).toBe(0);
    expect((await bagehot('new', '--from', template)).out).toBe(work.read(`${template}.new.yaml`));
  });

  it('begins with a ring, and with dealers who make a difference', async () => {
    expect((await bagehot('new')).out).toBe((await bagehot('new', '--from', 'ring')).out);
    const file = work.at('dealer.new.yaml');
    const { out } = await bagehot('compare', file, '--out', work.at('relief'), '--json');
    expect(JSON.parse(out).rescues).toBeGreaterThan(0);
  });

  it('leaves a file alone that is there', async () => {
    const { code, err } = await bagehot('new', '--output', chain);
    expect([code, err]).toEqual([3, `${chain} exists already and is left as it is\n`]);
    expect(work.read('chain.yaml')).toBe(CHAIN);
  });
});

describe('bagehot validate', () => {
  it('says what it found', async () => {
    expect(await bagehot('validate', chain)).toEqual({
      code: 0,
      out: `${chain} is valid: Chain, 4 agents, 3 opening and 0 scheduled actions, no dealers\n`,
      err: '',
    });
    expect((await bagehot('validate', ring)).out).toContain(
      '7 agents, 12 opening and 0 scheduled actions, with dealers',
    );
  });

  it('says it in one JSON object', async () => {
    const { out } = await bagehot('validate', chain, '--json');
    expect(JSON.parse(out)).toEqual({
      valid: true,
      name: 'Chain',
      agents: 4,
      initialActions: 3,
      scheduledActions: 0,
      dealers: false,
      warnings: [],
    });
  });

  it('lists what is wrong in one JSON object, with its place', async () => {
    const file = work.write('wrong.yaml', CHAIN.replace('amount: 40', 'amount: 0.5').replace('to: H2', 'to: H7'));
    const { code, out, err } = await bagehot('validate', file, '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      problems: [
        { code: 'E_AGENT_UNKNOWN', path: 'initial_actions[1].create_payable.to', line: 10 },
        { code: 'E_AMOUNT', path: 'initial_actions[2].create_payable.amount', line: 11 },
      ],
    });
    expect(err).toContain('wrong.yaml:10: E_AGENT_UNKNOWN initial_actions[1].create_payable.to ');
    expect(err).toMatch(/\n2 problems\n$/);
  });

  it('warns of a market without a ticket, as run does', async () => {
    const file = work.write('coarse.yaml', DEALER_RING.replace('enabled: true', 'enabled: true\n  ticket_size: 1000'));
    const warning = 'W_NO_TICKETS dealer.ticket_size is 1000, more than every debt, so there is nothing to trade';
    expect(await bagehot('validate', file)).toMatchObject({ code: 0, err: `warning: ${warning}\n` });
    expect(JSON.parse((await bagehot('validate', file, '--json')).out)).toMatchObject({ warnings: [warning] });
    expect((await bagehot('run', file, '--out', work.at('coarse'))).err).toBe(`warning: ${warning}\n`);
    expect(work.json('coarse', 'metrics.json')['total_trades']).toBe(0);
  });
});

describe('bagehot compile', () => {
  it('spells out the draws, so that the result runs byte for byte as the generator did', async () => {
    const { code, out, err } = await bagehot('compile', ring);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/\n {2}- mint_cash:\n[\s\S]*\n {2}- create_payable:\n/);
    const compiled = work.write('compiled.yaml', out);
    await bagehot('run', ring, '--out', work.at('drawn'), '--show', 'none');
    await bagehot('run', compiled, '--out', work.at('spelled'), '--show', 'none');
    expect(work.read('spelled', 'events.jsonl')).toBe(work.read('drawn', 'events.jsonl'));
    expect(work.read('spelled', 'balances.csv')).toBe(work.read('drawn', 'balances.csv'));
    expect(work.read('drawn', 'scenario.yaml')).toBe(out);
    expect(work.read('spelled', 'scenario.yaml')).toBe(out);
    expect(work.read('spelled', 'metrics.json')).toBe(work.read('drawn', 'metrics.json'));
    for (const folder of ['drawn', 'spelled'])
      expect(work.json(folder, 'manifest.json')).toMatchObject({ ring_seed: 7 });
  });

  it('writes where it is told, by the option before the file', async () => {
    const folder = work.at('spelled-out');
    const file = work.write('here.yaml', `${DEALER_RING}compile: { out_dir: ${JSON.stringify(folder)} }\n`);
    const target = work.at('spelled-out', 'here.compiled.yaml');
    expect(await bagehot('compile', file)).toEqual({ code: 0, out: `wrote ${target}\n`, err: '' });
    expect(work.read('spelled-out', 'here.compiled.yaml')).toBe((await bagehot('compile', ring)).out);
    expect((await bagehot('compile', file, '-o', work.at('there', 'mine.yaml'))).code).toBe(0);
    expect(work.read('there', 'mine.yaml')).toBe((await bagehot('compile', ring)).out);
  });
});
