/** Text that is already safe to put into the page. Everything else is escaped on its way in. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template may hold: safe text, plain text (escaped), numbers, lists of these, or nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Control characters (other than tab and line ends) are no valid text in a page, and neither are half surrogate pairs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

/** Escapes text for element content and for quoted attributes alike; what no page may hold becomes U+FFFD. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => NAMED[character] ?? '\ufffd');
}

function write(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  if (content === null || content === undefined || content === false) return '';
  let text = '';
  for (const part of content) text += write(part);
  return text;
}

/** Tagged template: the literal parts are markup, every value is escaped unless it is {@link Html} itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = parts[0] ?? '';
  for (let k = 0; k < values.length; k++) text += write(values[k]) + (parts[k + 1] ?? '');
  return new Html(text);
}

/** Pieces in a row, with something between them. */
export function join(pieces: readonly Content[], between: Content = ''): Html {
  return new Html(pieces.map(write).join(write(between)));
}

/** A name of the user's, kept from turning the reading direction of the words around it. */
export function nameOf(text: string): Html {
  return new Html(`<bdi>${escapeText(text)}</bdi>`);
}

/** At most `length` characters of a text, with an ellipsis when something is left out: for labels inside drawings. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
