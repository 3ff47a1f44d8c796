import type { ExperimentInput, ExperimentPoint } from '@bagehot/report';

/** Rates fall by a tenth in every world, what is lent grows by 1,200 on most, and what the control lacks has no difference. */
export function pointOf(name: string, control = 'calm'): ExperimentPoint {
  const rate = { figure: 'defaultRate', count: 100 };
  const lent = { figure: 'lent', count: 100 };
  const missing = { count: 0, mean: null, lower: null, upper: null };
  return {
    name,
    seeds: 100,
    control,
    arms: [
      {
        arm: control,
        figures: [
          { ...rate, mean: '0.5', lower: '0.45', upper: '0.54999', difference: null },
          { ...lent, mean: '0', lower: '0', upper: '0', difference: null },
          { figure: 'price', ...missing, difference: null },
        ],
      },
      {
        arm: 'window',
        figures: [
          {
            ...rate,
            mean: '0.4',
            lower: '0.36',
            upper: '0.44',
            difference: { count: 100, mean: '-0.1', lower: '-0.123456', upper: '-0.08', up: 3, same: 17, down: 80 },
          },
          {
            ...lent,
            mean: '1200.25',
            lower: '1100',
            upper: '1300',
            difference: { count: 100, mean: '1200.25', lower: '-20', upper: '2400', up: 60, same: 10, down: 30 },
          },
          {
            figure: 'price',
            count: 12,
            mean: '0.91666666666666666667',
            lower: '0.9',
            upper: '0.93',
            difference: { ...missing, up: 0, same: 0, down: 0 },
          },
        ],
      },
    ],
  };
}

/** Two points, a figure with words of its own, a statement that does not hold. */
export const EXPERIMENT: ExperimentInput = {
  title: 'A window',
  question: 'Does a window help?',
  parameters: { agents: 100, dealer: { share: '0.05' } },
  points: [pointOf('kappa 0.5'), pointOf('kappa 1')],
  figures: [{ figure: 'defaultRate', label: 'Default rate', note: 'Of all that was due.', unit: 'share' }],
  statements: [
    { text: 'The window lowers the default rate at kappa 1.', about: 'means', holds: true },
    { text: 'Nobody lends in the control.', about: 'every seed', holds: false },
  ],
  notes: ['The bill is paid by the central bank.', 'A second remark.'],
};
