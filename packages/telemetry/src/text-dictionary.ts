import { badInput } from './errors.js';

/** Texts as small integers, in the order in which they first came: what the text columns of a block hold in place of the texts. It never forgets one. */
export class TextDictionary {
  readonly #ids: Map<string, number> = new Map();
  readonly #texts: string[] = [];

  /** How many texts there are; their ids are the integers below. */
  get size(): number {
    return this.#texts.length;
  }

  /** The id of a text. A text that is new gets the next one. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    return id;
  }

  /**
   * The text of an id.
   *
   * @throws TelemetryError `BAD_TELEMETRY_INPUT` when no text has it
   */
  text(id: number): string {
    const text = this.#texts[id];
    if (text === undefined) throw badInput('id', id, `the id of one of ${this.#texts.length} texts`);
    return text;
  }
}
