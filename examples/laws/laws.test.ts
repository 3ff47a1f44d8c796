import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as centralBank from '@bagehot/central-bank/testing';
import * as dealer from '@bagehot/dealer/testing';
import * as exchange from '@bagehot/exchange/testing';
import * as financing from '@bagehot/financing/testing';
import { decimal } from '@bagehot/kernel';
import * as kernel from '@bagehot/kernel/testing';
import * as ring from '@bagehot/ring/testing';
import * as sim from '@bagehot/sim/testing';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('sink: counting is lawful, stamping is not', async () => {
  const { printed, complaint } = await run(() => import('./sink.js'));
  expect(complaint).toBe('a sink only reads events');
  expect(printed).toEqual(['counting keeps the laws', 'stamping breaks one: a sink only reads events']);
});

it('order-flow: sellers and buyers in turn', async () => {
  const { printed, inTurn } = await run(() => import('./order-flow.js'));
  expect(printed).toHaveLength(1);
  expect(inTurn.bounded).toBe(true);
});

it('phase: a fund with a memory', async () => {
  const { printed, mutualFund } = await run(() => import('./phase.js'));
  expect(printed).toHaveLength(1);
  expect(mutualFund().snapshot?.()).toEqual({ helped: 0 });
});

it('financing-mode: lawful, until it lends on more than there is', async () => {
  const { printed, smallLoan } = await run(() => import('./financing-mode.js'));
  expect(printed).toHaveLength(1);
  const generous = {
    ...smallLoan,
    bounds: () => ({ fixed: decimal(9), salesCoefficient: decimal(1), claimLimit: null }),
  };
  expect(() => financing.checkFinancingMode(generous)).toThrow(/nobody may buy for more than it owns/);
});

it('purchase-limit: a half at most', async () => {
  const { printed, halfAtMost } = await run(() => import('./purchase-limit.js'));
  expect(printed).toHaveLength(1);
  const buyer = { inventory: { M: 7 } } as unknown as Parameters<typeof halfAtMost.limit>[0];
  expect(halfAtMost.limit(buyer)).toBe(3);
});

it('treasury: lawful, until it forgets its checkpoints', async () => {
  const { printed, thrifty } = await run(() => import('./treasury.js'));
  expect(printed).toHaveLength(1);
  const { sellBondsToCentralBank, buyBondsFromCentralBank } = thrifty(0);
  const forgetful = (): ReturnType<typeof thrifty> => {
    const { checkpoint: _, restore: __, ...rest } = thrifty(200);
    return rest;
  };
  expect([sellBondsToCentralBank(1, decimal(1)), buyBondsFromCentralBank(1, decimal(1))]).toMatchObject([
    { success: false },
    { success: false },
  ]);
  expect(() => centralBank.checkTreasury(forgetful)).toThrow(/an operation that fails leaves nothing behind/);
});

it('the page on testing lists every check there is, and no other', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs/how-to/test-your-own-model.md'), 'utf8');
  const listed = Array.from(text.matchAll(/^\| `(check\w+)` \|/gm), ([, name]) => name);
  const packages = [kernel, dealer, ring, financing, exchange, centralBank, sim];
  const offered = packages.flatMap((entry) => Object.keys(entry).filter((name) => name.startsWith('check')));
  expect(listed.toSorted()).toEqual(offered.toSorted());
});
