import {
  type BondPricing,
  type BrokeredTreasury,
  createBrokeredTreasury,
  createCentralBank,
  createTreasury,
  type LedgerTreasury,
  MoneyMarketError,
  type PassThrough,
  reserveAccounts,
  type TreasuryService,
} from '@bagehot/central-bank';
import { createRecordingTreasury } from '@bagehot/central-bank/testing';
import { type Decimal, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface State {
  readonly cbBonds: number;
  readonly cbBookValue: string;
  readonly cbOmoCashPosition: string;
  readonly cbRealisedGains: string;
  readonly treasuryDeposit: string;
  readonly inventory?: number;
  readonly outstanding?: number;
  readonly treasuryNetResult?: string;
  readonly holders?: Readonly<Record<string, number>>;
  readonly reserves: Readonly<Record<string, string>>;
}

interface OpenMarketCase {
  readonly id: string;
  readonly note: string;
  readonly config: {
    readonly treasury: 'ledger' | 'brokered' | 'recording';
    readonly faceValue: string;
    readonly inventory?: number;
    readonly cbBonds?: number;
    readonly cbBookValue?: string;
    readonly treasuryDeposit?: string;
    readonly holders?: Readonly<Record<string, number>>;
    readonly reserves: Readonly<Record<string, string>>;
    readonly passThrough?: PassThrough;
    readonly failWith?: string;
  };
  readonly steps: readonly {
    readonly op: { readonly quantity: number | string; readonly price: string | null };
    readonly result: Readonly<Record<string, string | number | boolean | null>>;
    readonly state: State;
  }[];
}

/** Every decimal text in its one written form. */
function canonical(value: unknown): unknown {
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, canonical(field)]));
  return typeof value === 'string' && /^-?[0-9]/u.test(value) ? decimal(value).toString() : value;
}

/** A text quantity stands for an input of that kind. */
function quantityOf(quantity: number | string): number {
  if (typeof quantity === 'number') return quantity;
  return quantity === 'NaN' || /^-?[0-9.]+$/u.test(quantity) ? Number(quantity) : (quantity as unknown as number);
}

function worldOf({ config }: OpenMarketCase) {
  const { treasury: kind, treasuryDeposit = '0', reserves, faceValue, cbBonds = 0, cbBookValue = '0' } = config;
  const balances = Object.entries(reserves);
  if (kind !== 'recording') balances.push(['treasury', treasuryDeposit]);
  const ports = reserveAccounts({ balances });
  const market: { price: string | null } = { price: null };
  const pricing: BondPricing = { price: () => market.price };
  const recording = kind === 'recording' ? createRecordingTreasury(config, ports) : undefined;
  const bank = createCentralBank(
    { initialPolicyRate: '0.05', faceValue, initialBonds: { quantity: cbBonds, bookValue: cbBookValue } },
    { ...ports, pricing },
  );
  const holders = Object.entries(config.holders ?? {}).map(([agentId, quantity]) => ({ agentId, quantity }));
  const brokered = kind === 'brokered' ? createBrokeredTreasury({ holders }, ports) : undefined;
  const issuing =
    kind === 'ledger'
      ? createTreasury({ faceValue, inventory: config.inventory ?? 0, ...passThroughOf(config) }, ports)
      : undefined;
  const treasury = (recording ?? brokered ?? issuing) as TreasuryService;
  const text = (amount: Decimal): string => amount.toString();
  const state = (): State => ({
    cbBonds: bank.bondHoldings().quantity,
    cbBookValue: text(bank.bondHoldings().bookValue),
    cbOmoCashPosition: text(bank.omoCashPosition()),
    cbRealisedGains: text(bank.realisedGains()),
    treasuryDeposit: text(ports.ledger.balance('treasury', 'reserves')),
    ...issuingState(issuing),
    ...brokeredState(brokered),
    reserves: Object.fromEntries(
      Object.keys(reserves).map((agent) => [agent, text(ports.ledger.balance(agent, 'reserves'))]),
    ),
  });
  return { bank, treasury, market, state };
}

function passThroughOf({ passThrough }: OpenMarketCase['config']): { readonly passThrough?: PassThrough } {
  return passThrough === undefined ? {} : { passThrough };
}

function issuingState(treasury: LedgerTreasury | undefined): Partial<State> {
  if (treasury === undefined) return {};
  const { inventory, outstanding, netResult } = treasury.position();
  return { inventory, outstanding, treasuryNetResult: netResult.toString() };
}

function brokeredState(treasury: BrokeredTreasury | undefined): Partial<State> {
  if (treasury === undefined) return {};
  return {
    holders: Object.fromEntries(treasury.holdings().map(({ agentId, quantity }) => [agentId, quantity])),
  };
}

function outcomeOf(operate: () => Readonly<Record<keyof never, unknown>>): Readonly<Record<string, unknown>> {
  try {
    const { message: _, ...result } = operate();
    return canonical(JSON.parse(JSON.stringify(result))) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof MoneyMarketError)) throw error;
    const { code } = error.details as { readonly code?: string };
    return { error: error.name, ...(code === undefined ? {} : { details: code }) };
  }
}

describe('open market operations', () => {
  for (const one of goldenCases<OpenMarketCase>('central-bank/omo.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const { bank, treasury, market, state } = worldOf(one);
      for (const { op, result, state: expected } of one.steps) {
        market.price = op.price;
        const outcome = outcomeOf(() => ({
          ...bank.conductOpenMarketOperations(treasury, quantityOf(op.quantity)),
        }));
        expect(outcome).toMatchObject(canonical(result) as object);
        expect(state()).toEqual(canonical(expected));
      }
    });
});
