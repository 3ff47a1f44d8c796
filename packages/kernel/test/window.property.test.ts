import fc from 'fast-check';
import { describe, it } from 'vitest';
import { compare } from './contract-comparison.js';
import { type Step, step } from './contract-history.js';
import { Model } from './contract-model.js';
import { take } from './contract-steps.js';
import { Subject } from './contract-subject.js';

interface Pair {
  model: Model;
}

class StepCommand implements fc.Command<Pair, Subject> {
  readonly #step: Step;

  constructor(chosen: Step) {
    this.#step = chosen;
  }

  check(): boolean {
    return true;
  }

  run(pair: Pair, subject: Subject): void {
    pair.model = take(this.#step, pair.model, subject);
    compare(pair.model, subject);
  }

  toString(): string {
    return JSON.stringify(this.#step);
  }
}

describe('contracts and their tickets', () => {
  it('equal a model of maps after any history of trades, odd faces, reductions, rollovers, removals and rollbacks', () => {
    const history = fc.commands([step.map((chosen) => new StepCommand(chosen))], { maxCommands: 40, size: '+1' });
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 7), history, (size, commands) => {
        fc.modelRun(() => ({ model: { model: new Model(size) }, real: new Subject(size) }), commands);
      }),
      { numRuns: 150 },
    );
  });
});
