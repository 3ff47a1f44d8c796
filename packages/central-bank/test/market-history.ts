import fc from 'fast-check';

/** One step of a market's history; numbers choose among what is there. */
export type Step =
  | {
      readonly op: 'supply' | 'request';
      readonly agent: number;
      readonly amount: number;
      readonly limit: string | undefined;
    }
  | { readonly op: 'clear'; readonly rate: string; readonly fault: Fault }
  | { readonly op: 'tick'; readonly by: number }
  | { readonly op: 'mint' | 'spend'; readonly agent: number; readonly amount: number }
  | { readonly op: 'bad'; readonly which: number }
  | { readonly op: 'record'; readonly loan: number; readonly percent: number }
  | { readonly op: 'reinstate'; readonly agent: number }
  | { readonly op: 'restore' }
  | { readonly op: 'aborted' | 'joined'; readonly steps: readonly Step[] };

/** What goes wrong in a session: nothing, the rule throws, it gives an outcome that cannot be, or it makes away with the money to be posted. */
export type Fault = 'none' | 'throws' | 'lies' | 'steals';

const agent = fc.nat({ max: 4 });
const amount = fc.nat({ max: 6000 });

const order: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom('supply' as const, 'request' as const),
  agent,
  amount,
  limit: fc.constantFrom(undefined, undefined, undefined, '0.02', '-0.01'),
});

const plain: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: order },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant('clear' as const),
      rate: fc.constantFrom('0.05', '0', '-0.3', '2'),
      fault: fc.constantFrom<Fault[]>('none', 'none', 'none', 'none', 'throws', 'lies', 'steals'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ op: fc.constant('tick' as const), by: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constantFrom('mint' as const, 'spend' as const), agent, amount }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('bad' as const), which: fc.nat({ max: 99 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('record' as const),
      loan: fc.nat({ max: 9 }),
      percent: fc.nat({ max: 100 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('reinstate' as const), agent }) },
);

/** Steps, some inside transactions, some of which fail and take nested ones with them. */
export const step: fc.Arbitrary<Step> = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 14, arbitrary: plain },
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
