import { parseScenario, runScenario } from '@bagehot/sim';
import { expect, it } from 'vitest';
import { reportOf } from '../src/report.js';

const VILLAGE = {
  version: 1,
  name: 'village',
  model: 'economy',
  people: { count: 8 },
  ring: { kappa: 2, q_total: 300, maturity: { days: 4, mu: '0.5' } },
  exchange: {
    N: 3,
    agents: 8,
    initial_inventories: { A: { uniform_int: [0, 9] }, B: { uniform_int: [0, 9] }, M: 0 },
    utilities: {
      mix: [
        { type: 'linear', weight: 0.5, params: { vA: 1, vB: 3 } },
        { type: 'linear', weight: 0.5, params: { vA: 3, vB: 1 } },
      ],
    },
    resource_seed: { density: 0.5, amount: 2 },
    params: { exchange_regime: 'money_only', vision_radius: 3, lambda_money: 0.25 },
  },
  tradeCredit: { termDays: 2, markup: '0.05', maxDebt: 60 },
  dealer: { ticket_size: 1, dealer_share: '0.1', order_flow: { N_max: 'all', block: 'shortfall' } },
};

/** What the page lists as open: buyer, holder and what is owed, exact. */
function listed(page: string): readonly string[] {
  const section = /<section id="credit"[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';
  const rows = /<tbody>([\s\S]*?)<\/tbody>/.exec(section)?.[1]?.split('<tr>').slice(1) ?? [];
  return rows.map((row) => {
    const [buyer = '', holder = '', face = ''] = row.split(/<\/t[hd]>/);
    const plain = (cell: string): string => cell.replace(/<[^>]*>/g, '').trim();
    return `${plain(buyer)} owes ${plain(holder)} ${/title="([^"]*)"/.exec(face)?.[1]}`;
  });
}

it('the report of a run lists exactly the claims for goods that the ledger has at the end', () => {
  let claims = 0;
  let passedOn = 0;
  for (let seed = 0; seed < 24; seed++) {
    const run = { maxDays: 2 + (seed % 4), estate: seed % 2 === 0 ? 'retain' : 'pro-rata' };
    const result = runScenario(parseScenario({ ...VILLAGE, seed, run }, 'economy'));
    const { events, contracts } = result.economy;
    const open = events.of('TradeCreditGranted').flatMap(({ contract, seller }) =>
      (contracts.get(contract)?.claims ?? []).map(({ holder, face }) => {
        claims++;
        if (holder !== seller) passedOn++;
        return `${contracts.get(contract)?.debtor} owes ${holder} ${face}`;
      }),
    );
    expect(listed(reportOf(result, [])), `seed ${seed}`).toEqual(open);
  }
  expect(claims).toBeGreaterThan(10);
  expect(passedOn).toBeGreaterThan(0);
});
