import fc from 'fast-check';

/** One step of a history; the numbers choose among what is there. */
export type Step =
  | {
      readonly op: 'issue';
      readonly debtor: number;
      readonly creditor: number;
      /** Holders of further claims of the same amount. */
      readonly others: readonly number[];
      readonly amount: number;
      readonly dueDay: number;
    }
  | {
      readonly op: 'transfer';
      readonly contract: number;
      readonly from: number;
      readonly to: number;
      readonly face: number;
    }
  | { readonly op: 'reduce'; readonly contract: number; readonly by: number }
  | { readonly op: 'remove' | 'rollover'; readonly contract: number }
  | { readonly op: 'move'; readonly ticket: number; readonly to: number }
  | { readonly op: 'drop'; readonly ticket: number }
  | { readonly op: 'open' | 'close' | 'cut' | 'restore' }
  | { readonly op: 'aborted' | 'joined'; readonly steps: readonly Step[] };

const small = fc.nat({ max: 9 });
const plainStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('issue' as const),
      debtor: small,
      creditor: small,
      others: fc.array(small, { maxLength: 3 }),
      amount: fc.integer({ min: 1, max: 40 }),
      dueDay: small,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('transfer' as const),
      contract: small,
      from: small,
      to: small,
      face: fc.nat({ max: 99 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('reduce' as const), contract: small, by: fc.nat({ max: 99 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('remove' as const, 'rollover' as const), contract: small }) },
  { weight: 8, arbitrary: fc.record({ op: fc.constant('move' as const), ticket: fc.nat({ max: 99 }), to: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('drop' as const), ticket: fc.nat({ max: 99 }) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constantFrom('open' as const, 'cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('close' as const) }) },
);

/** Histories: steps, some inside transactions, some of which fail and take nested ones with them. */
export const step: fc.Arbitrary<Step> = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 10, arbitrary: plainStep },
    { weight: 1, arbitrary: fc.constant<Step>({ op: 'restore' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('aborted' as const, 'joined' as const),
        steps: fc.array(tie('step'), { maxLength: 6 }),
      }),
    },
  ),
})).step;
