import { InvalidAgentIDError, MoneyMarketError, TreasuryOperationError } from '@bagehot/central-bank';
import { BagehotError } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

describe('errors of the money market', () => {
  it('carry the class name, a code and details', () => {
    const error = new InvalidAgentIDError(
      'INVALID_AGENT_ID',
      { field: 'lenderId', value: 'X', allowed: 'a registered agent' },
      'lenderId must be a registered agent, but is X',
    );
    expect(error).toBeInstanceOf(MoneyMarketError);
    expect(error).toBeInstanceOf(BagehotError);
    expect([error.name, error.code, error.details.value]).toEqual(['InvalidAgentIDError', 'INVALID_AGENT_ID', 'X']);
  });

  it('have one code that is not made from its name', () => {
    const details = { code: 'no-treasury', quantity: 5, price: '1' };
    const error = new TreasuryOperationError('TREASURY_OPERATION_FAILED', details, 'there is no treasury');
    expect([error.name, error.code]).toEqual(['TreasuryOperationError', 'TREASURY_OPERATION_FAILED']);
  });
});
