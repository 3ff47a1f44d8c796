import { badInput } from '../errors.js';

/** Texts as small integers: the reasons of changes, the kinds of agents and contracts. The same text always has the same label. */
export class LabelTable {
  readonly #texts: string[] = [];
  readonly #labels: Map<string, number> = new Map();

  /** The label of a text, made on first use. */
  label(text: string): number {
    const known = this.#labels.get(text);
    if (known !== undefined) return known;
    const label = this.#texts.push(text) - 1;
    this.#labels.set(text, label);
    return label;
  }

  /** The label of a text somebody has used before, or -1. */
  find(text: string): number {
    return this.#labels.get(text) ?? -1;
  }

  /** @throws KernelError `BAD_KERNEL_INPUT` for a number that is no label */
  text(label: number): string {
    const text = this.#texts[label];
    if (text === undefined) throw badInput('label', label, `below ${this.#texts.length}`);
    return text;
  }
}
