import {
  createCallMarket,
  createStandingFacilities,
  facilityRegimes,
  InvalidAmountError,
  InvalidConfigError,
  reserveAccounts,
  runTender,
  type TenderSpec,
} from '@bagehot/central-bank';
import { createLedger } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** The paths an error of a configuration names. */
function pathsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.details.problems.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('what is left out is named', () => {
  it('ledger, register, central bank', () => {
    const ledger = createLedger();
    expect(pathsOf(() => createCallMarket({}, { ledger } as never))).toEqual(['contracts']);
    expect(pathsOf(() => createCallMarket({}, {} as never))).toEqual(['ledger', 'contracts']);
    const ports = reserveAccounts({ balances: [] });
    expect(pathsOf(() => createStandingFacilities(facilityRegimes.corridor, ports as never))).toEqual(['centralBank']);
  });

  it('balances that are no list of pairs', () => {
    const open = (balances: unknown) => () => reserveAccounts({ balances: balances as never });
    for (const balances of [undefined, null, 5, 'F1', { F1: 600 }, [['F1']], ['F1'], [[1, 600]]])
      expect(pathsOf(open(balances)), JSON.stringify(balances)).toEqual(['balances']);
    expect(open({ F1: 600 })).toThrow(
      "balances must be a Map, or a list of pairs such as ['F1', 600], but is [object Object]",
    );
    const balances = new Map([['F1', 600]]);
    expect(String(reserveAccounts({ balances }).ledger.balance('F1', 'reserves'))).toBe('600');
    expect(String(reserveAccounts({ balances: balances.entries() }).ledger.balance('F1', 'reserves'))).toBe('600');
  });

  it('what a tender is', () => {
    const path = (spec: object): readonly string[] => pathsOf(() => runTender(spec as TenderSpec, []));
    const variable = { type: 'variable', direction: 'provide', amount: 1, pricing: 'single' };
    expect(path(variable)).toEqual([]);
    expect(path({ ...variable, type: 'auction' })).toEqual(['type']);
    expect(path({ ...variable, direction: 'up' })).toEqual(['direction']);
    expect(path({ ...variable, pricing: undefined })).toEqual(['pricing']);
    expect(path({ type: 'fixed', direction: 'absorb', rate: '0.03' })).toEqual([]);
  });
});

it('a renewal in a market that settles gross is refused with the reason', () => {
  const market = createCallMarket({ spreadSensitivity: 0 }, reserveAccounts({ balances: [['A', 10]] }));
  expect(() => market.supplyReserves('A', 5, undefined, { renewed: 1 })).toThrow(InvalidAmountError);
  expect(() => market.supplyReserves('A', 5, undefined, { renewed: 1 })).toThrow(
    "renewed must be 0 in a market whose settlement is 'gross', but is 1",
  );
  market.supplyReserves('A', 5, undefined, { renewed: 0 });
  expect(market.pendingOrders().supplies).toHaveLength(1);
});
