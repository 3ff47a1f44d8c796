import { type Decimal, type DecimalInput, decimal } from '@bagehot/kernel';
import { SimError, type SweepProblem } from '../errors.js';
import { shown } from '../scenario/problems.js';
import { stepsOf } from './scenario-path.js';
import type { ArmPlan, GridAxis, RangeAxis, SweepDesign } from './sweep-design.js';

/** Collects what is wrong with a plan. */
export class PlanProblems {
  readonly list: SweepProblem[] = [];

  add(path: string, message: string): void {
    this.list.push({ path, message });
  }

  /** @throws SimError `SWEEP_INVALID` with everything that was found */
  finish(): void {
    if (this.list.length === 0) return;
    const lines = this.list.map(({ path, message }) => `${path} ${message}`);
    throw new SimError('SWEEP_INVALID', { problems: this.list }, lines.join('\n'));
  }

  /** A whole number of at least `least`. */
  count(path: string, value: number, least: number): void {
    if (!Number.isSafeInteger(value) || value < least)
      this.add(path, `must be a whole number of at least ${least}, but is ${value}`);
  }

  /** Axes with readable paths, each once, and with something to vary. */
  design(design: SweepDesign): void {
    const seen = new Set<string>();
    design.axes.forEach(({ path }, k) => {
      const place = `design.axes[${k}].path`;
      if (stepsOf(path) === undefined)
        this.add(place, `must name a field such as params.kappa or agents[2].kind, but is ${shown(path)}`);
      if (seen.has(path)) this.add(place, `${shown(path)} has an axis already`);
      seen.add(path);
    });
    if (design.kind === 'grid') for (const [k, axis] of design.axes.entries()) this.#gridAxis(axis, k);
    else {
      this.count('design.samples', design.samples, 1);
      for (const [k, axis] of design.axes.entries()) this.#rangeAxis(axis, k);
    }
  }

  /** Arms with names of their own, whose fields no axis varies. */
  arms(arms: readonly ArmPlan[], design: SweepDesign): void {
    if (arms.length === 0) this.add('arms', 'must not be empty');
    const axes = new Set(design.axes.map(({ path }) => path));
    const names = new Set<string>();
    for (const [k, { name, set }] of arms.entries()) {
      if (name === '') this.add(`arms[${k}].name`, 'must not be empty');
      if (names.has(name)) this.add(`arms[${k}].name`, `${shown(name)} is another arm already`);
      names.add(name);
      for (const [i, { path }] of set.entries()) {
        const place = `arms[${k}].set[${i}].path`;
        if (stepsOf(path) === undefined)
          this.add(place, `must name a field such as dealer.enabled, but is ${shown(path)}`);
        if (axes.has(path)) this.add(place, `${shown(path)} is varied by an axis`);
      }
    }
  }

  #gridAxis({ values }: GridAxis, k: number): void {
    if (values.length === 0) this.add(`design.axes[${k}].values`, 'must not be empty');
  }

  #rangeAxis(axis: RangeAxis, k: number): void {
    const from = this.#decimal(`design.axes[${k}].from`, axis.from);
    const to = this.#decimal(`design.axes[${k}].to`, axis.to);
    if (from === undefined || to === undefined) return;
    if (to.lt(from)) this.add(`design.axes[${k}].to`, `must be at least ${from}, but is ${to}`);
    if (axis.log === true && !from.gt(0))
      this.add(`design.axes[${k}].from`, `must be greater than 0 on a logarithmic axis, but is ${from}`);
  }

  #decimal(path: string, value: DecimalInput): Decimal | undefined {
    try {
      return decimal(value);
    } catch (error) {
      this.add(path, (error as Error).message);
      return undefined;
    }
  }
}
