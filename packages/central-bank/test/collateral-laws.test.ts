import { type Collateral, createClaimCustody, createCollateralPool } from '@bagehot/central-bank';
import { type CollateralWorld, checkCollateral } from '@bagehot/central-bank/testing';
import { describe, expect, it } from 'vitest';

const few = { numRuns: 25 };

/** A pool to which everybody has brought two bills. */
function pool(world: CollateralWorld, liquidationDiscount = '0.1'): Collateral {
  const made = createCollateralPool({ liquidationDiscount }, world);
  for (const agent of world.people) {
    made.pledge(agent, { assetId: 'bill', value: 100, haircut: '0.05' });
    made.pledge(agent, { assetId: 'bond', value: '33.33', haircut: '0.2' });
  }
  return made;
}

const custody = (world: CollateralWorld): Collateral => createClaimCustody({ haircut: '0.1' }, world);

/** The functions of security, some of them others. */
function but(own: Collateral, others: (own: Collateral) => Partial<Collateral>): Collateral {
  return {
    limit: (agent) => own.limit(agent),
    secured: (agent) => own.secured(agent),
    secure: (agent, outstanding, loan) => own.secure(agent, outstanding, loan),
    owes: (agent, outstanding, loan) => own.owes(agent, outstanding, loan),
    seize: (agent, missing, loan) => own.seize(agent, missing, loan),
    ...(own.payees === undefined ? {} : { payees: (contract, amount) => own.payees?.(contract, amount) ?? [] }),
    snapshot: () => own.snapshot(),
    restore: (state) => own.restore(state),
    ...others(own),
  };
}

describe('the laws of security', () => {
  it('hold of claims in custody, with a haircut, without one, sold under their face', () => {
    checkCollateral(custody, few);
    checkCollateral((world) => createClaimCustody({ haircut: 0 }, world), few);
    checkCollateral((world) => createClaimCustody({ haircut: '0.333', liquidationDiscount: '0.25' }, world), few);
  });

  it('hold of a pool of pledges, full and empty', () => {
    checkCollateral(pool, few);
    checkCollateral((world) => pool(world, '0'), few);
    checkCollateral((world) => createCollateralPool({}, world), few);
  });

  let calls = 0;
  const wrong: readonly (readonly [string, (world: CollateralWorld) => Collateral, RegExp])[] = [
    [
      'a limit that is asked too often',
      (world) => but(pool(world), (own) => ({ limit: (agent) => own.limit(agent) + BigInt(calls++) })),
      /limits are the same again/,
    ],
    [
      'more security than it may be for',
      (world) => but(pool(world), (own) => ({ secured: (agent) => own.limit(agent) + 1n })),
      /what is secured is at least 0 and no more than the limit/,
    ],
    [
      'promises',
      (world) => but(custody(world), () => ({ secure: () => undefined })),
      /what is lent within the limit can be secured/,
    ],
    [
      'generosity',
      (world) => but(custody(world), (own) => ({ owes: (agent, _, loan) => own.owes(agent, 0n, loan) })),
      /what is needed is not given back/,
    ],
    [
      'a greedy seizure',
      (world) => but(pool(world), (own) => ({ seize: (agent, missing, loan) => own.seize(agent, missing + 1n, loan) })),
      /no more is covered than is missing/,
    ],
    [
      'a seizure of nothing',
      (world) => but(custody(world), () => ({ seize: () => ({ covered: 0n, surplus: 0n }) })),
      /pledges are taken until they cover, or none are left/,
    ],
    [
      'a surplus out of nothing',
      (world) =>
        but(pool(world), (own) => ({
          seize: (agent, missing, loan) => ({ ...own.seize(agent, missing, loan), covered: 0n, surplus: 1n }),
        })),
      /a surplus is what is over when all is covered/,
    ],
    [
      'one purse for all',
      (world) =>
        but(pool(world), (own) => ({
          seize(agent, missing, loan) {
            own.seize(agent === 'A' ? 'B' : 'A', missing, loan);
            return own.seize(agent, missing, loan);
          },
        })),
      /one agent's dealings are not another's/,
    ],
    [
      'money on a claim that nobody owns',
      (world) => but(custody(world), () => ({ payees: () => [] })),
      /what is paid on a pledged claim is all of those who have pledged it/,
    ],
    [
      'a count of its own beside the ledger',
      (world) => {
        let secured = 0;
        return but(custody(world), (own) => ({
          secure(agent, outstanding, loan) {
            secured++;
            own.secure(agent, outstanding, loan);
          },
          snapshot: () => ({ own: own.snapshot(), secured }),
          restore(state) {
            const told = state as { readonly own: object; readonly secured: number };
            own.restore(told.own);
            secured = told.secured;
          },
        }));
      },
      /what a transaction undoes leaves nothing behind/,
    ],
    [
      'an empty memory',
      (world) => but(custody(world), (own) => ({ restore: (state) => void JSON.stringify([own, state]) })),
      /a snapshot goes on|what is no snapshot of its own is refused/,
    ],
    [
      'a memory for anything',
      (world) =>
        but(pool(world), (own) => ({
          restore(state) {
            if (typeof state === 'object' && state !== null && 'agents' in state) own.restore(state);
          },
        })),
      /what is no snapshot of its own is refused/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkCollateral(create, { numRuns: 200 })).toThrow(complaint);
  });
});
