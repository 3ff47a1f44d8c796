import { type Decimal, type DecimalInput, decimal } from '@bagehot/kernel';
import { SimError, type SweepProblem } from '../errors.js';
import { pathText, shown } from '../scenario/problems.js';
import { type SimpleDesign, simpleDesigns } from './design-parts.js';
import { searchOf } from './frontier.js';
import type { ArmPlan, FrontierDesign, GridAxis, RangeAxis, SweepDesign } from './sweep-design.js';
import type { SweptBase, SweptModel } from './swept-model.js';

/** Collects what is wrong with a plan. */
export class PlanProblems {
  readonly list: SweepProblem[] = [];
  readonly #model: Pick<SweptModel, 'examples' | 'seeds' | 'hasArms'>;
  readonly #stepsOf: SweptBase['stepsOf'];

  /** @param stepsOf - what paths of the plan lead to */
  constructor(model: Pick<SweptModel, 'examples' | 'seeds' | 'hasArms'>, stepsOf: SweptBase['stepsOf']) {
    this.#model = model;
    this.#stepsOf = stepsOf;
  }

  add(path: string, message: string): void {
    this.list.push({ path, message });
  }

  /** @throws SimError `SWEEP_INVALID` with everything that was found */
  finish(): void {
    if (this.list.length > 0) throw invalidPlan(this.list);
  }

  /** A whole number of at least `least`. */
  count(path: string, value: number, least: number): void {
    if (!Number.isSafeInteger(value) || value < least)
      this.add(path, `must be a whole number of at least ${least}, but is ${value}`);
  }

  /** Designs with readable paths, each once, and with something to vary. */
  design(design: SweepDesign): void {
    const designs = simpleDesigns(design);
    if (designs.length === 0) this.add('design.designs', 'must not be empty');
    for (const { place, design: one } of designs) this.#simple(place, one);
  }

  /** Arms with names of their own, whose fields no axis varies. */
  arms(arms: readonly ArmPlan[], design: SweepDesign): void {
    if (arms.length === 0) this.add('arms', 'must not be empty');
    if (arms.length > 1 && !this.#model.hasArms)
      this.add('arms', `must be one at most, but are ${arms.length}: only rings are compared arm by arm`);
    const axes = new Set(
      simpleDesigns(design)
        .flatMap(({ design: one }) => variedBy(one))
        .map((path) => this.#fieldOf(path)),
    );
    const names = new Set<string>();
    for (const [k, { name, set }] of arms.entries()) {
      if (name === '') this.add(`arms[${k}].name`, 'must not be empty');
      if (names.has(name)) this.add(`arms[${k}].name`, `${shown(name)} is another arm already`);
      names.add(name);
      for (const [i, { path }] of set.entries()) {
        const place = `arms[${k}].set[${i}].path`;
        this.#path(place, path, 'dealer.enabled');
        if (axes.has(this.#fieldOf(path))) this.add(place, `${shown(path)} is varied by an axis`);
      }
    }
  }

  #simple(place: string, design: SimpleDesign): void {
    const seen = new Set<string>();
    const field = (at: string, path: string): void => {
      this.#path(at, path, this.#model.examples);
      if (seen.has(this.#fieldOf(path))) this.add(at, `${shown(path)} has an axis already`);
      seen.add(this.#fieldOf(path));
    };
    for (const [k, { path }] of design.axes.entries()) field(`${place}.axes[${k}].path`, path);
    switch (design.kind) {
      case 'latin-hypercube':
        this.count(`${place}.samples`, design.samples, 1);
        for (const [k, axis] of design.axes.entries()) this.#rangeAxis(`${place}.axes[${k}]`, axis);
        return;
      case 'frontier':
        field(`${place}.path`, design.path);
        this.#search(place, design);
    }
    for (const [k, axis] of design.axes.entries()) this.#gridAxis(`${place}.axes[${k}]`, axis);
  }

  /** A path to a field that a plan may set. */
  #path(at: string, path: string, examples: string): void {
    if (this.#stepsOf(path) === undefined) this.add(at, `must name a field such as ${examples}, but is ${shown(path)}`);
    if (this.#model.seeds.includes(this.#fieldOf(path)))
      this.add(at, `${shown(path)} is another one in every run: say which by baseSeed and replicates`);
  }

  /** One name for all spellings of a path. */
  #fieldOf(path: string): string {
    const steps = this.#stepsOf(path);
    return steps === undefined ? path : pathText(steps);
  }

  #gridAxis(place: string, { values }: GridAxis): void {
    if (values.length === 0) this.add(`${place}.values`, 'must not be empty');
  }

  #rangeAxis(place: string, axis: RangeAxis): void {
    const from = this.#decimal(`${place}.from`, axis.from);
    const to = this.#decimal(`${place}.to`, axis.to);
    if (from === undefined || to === undefined) return;
    if (to.lt(from)) this.add(`${place}.to`, `must be at least ${from}, but is ${to}`);
    if (axis.log === true && !from.gt(0))
      this.add(`${place}.from`, `must be greater than 0 on a logarithmic axis, but is ${from}`);
  }

  #search(place: string, design: FrontierDesign): void {
    const { iterations, ...given } = searchOf(design);
    this.count(`${place}.iterations`, iterations, 0);
    const low = this.#decimal(`${place}.low`, given.low);
    const high = this.#decimal(`${place}.high`, given.high);
    const tolerance = this.#decimal(`${place}.tolerance`, given.tolerance);
    if (low?.lte(0)) this.add(`${place}.low`, `must be greater than 0, but is ${low}`);
    if (low !== undefined && high?.lte(low)) this.add(`${place}.high`, `must be greater than ${low}, but is ${high}`);
    if (tolerance !== undefined && !(tolerance.gte(0) && tolerance.lt(1)))
      this.add(`${place}.tolerance`, `must be at least 0 and less than 1, but is ${tolerance}`);
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

/** The error for what is wrong with a plan, all of it in its message, one a line. */
export function invalidPlan(problems: readonly SweepProblem[]): SimError<'SWEEP_INVALID'> {
  const lines = problems.map(({ path, message, line }) => {
    const at = line === undefined ? '' : `line ${line}: `;
    return `${at}${path === '' ? 'the plan' : path} ${message}`;
  });
  return new SimError('SWEEP_INVALID', { problems }, lines.join('\n'));
}

/** Fields that differ from point to point, or are searched at each. */
function variedBy(design: SimpleDesign): readonly string[] {
  const paths = design.axes.map(({ path }) => path);
  return design.kind === 'frontier' ? [...paths, design.path] : paths;
}
