import { parseScenario, runScenario, type ScenarioProblem, SimError } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const AGENTS = [
  { id: 'CB', kind: 'central_bank' },
  { id: 'B1', kind: 'bank' },
  { id: 'H1', kind: 'household' },
  { id: 'H2', kind: 'household' },
];
const MINT = { mint_cash: { to: 'H1', amount: 10 } };
const DEBT = { create_payable: { from: 'H1', to: 'H2', amount: 5, due_day: 3, alias: 'A' } };

/** What is found wrong only when the scenario is set up. */
function problemsOf(scenario: object): readonly ScenarioProblem[] {
  const parsed = parseScenario({ version: 1, name: 'broken', agents: AGENTS, ...scenario });
  try {
    runScenario(parsed);
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems;
    throw error;
  }
  return [];
}

describe('an opening action', () => {
  it.each([
    ['transfer_cash', { from_agent: 'H1', to_agent: 'H2', amount: 11 }, 'amount'],
    ['deposit_cash', { customer: 'H2', bank: 'B1', amount: 1 }, 'amount'],
    ['withdraw_cash', { customer: 'H1', bank: 'B1', amount: 1 }, 'amount'],
    ['client_payment', { payer: 'H1', payee: 'H2', amount: 1 }, 'amount'],
    ['transfer_claim', { contract_alias: 'A', to_agent: 'B1', face: 6 }, 'face'],
  ])('that moves more than there is by then is named: %s', (kind, fields, amount) => {
    expect(problemsOf({ initial_actions: [MINT, DEBT, { [kind]: fields }] })).toEqual([
      {
        code: 'E_FUNDS',
        path: `initial_actions[2].${kind}.${amount}`,
        message: expect.stringMatching(/^is more than there is: /),
      },
    ]);
  });

  it('that cannot be carried out for another reason is named with it', () => {
    const pass = { transfer_claim: { contract_id: 'P9', to_agent: 'B1' } };
    expect(problemsOf({ initial_actions: [MINT, DEBT, pass] })).toEqual([
      { code: 'E_VALUE', path: 'initial_actions[2].transfer_claim', message: expect.stringContaining('P9') },
    ]);
  });
});

describe('a market', () => {
  it('whose settings do not go together is refused with all of them', () => {
    const problems = problemsOf({ initial_actions: [MINT, DEBT], dealer: { enabled: true, O_min: 0.25 } });
    expect(problems).toEqual([{ code: 'E_VALUE', path: 'dealer', message: expect.stringContaining('short') }]);
  });

  it('in tickets too small to be counted is refused', () => {
    const debt = { create_payable: { from: 'H1', to: 'H2', amount: '1000', due_day: 3 } };
    expect(problemsOf({ initial_actions: [debt], dealer: { enabled: true, ticket_size: '0.00000001' } })).toEqual([
      { code: 'E_AMOUNT', path: 'dealer.ticket_size', message: expect.stringMatching(/^is too small: /) },
    ]);
  });
});
