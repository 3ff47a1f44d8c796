import type { Html } from './html.js';

/** One part of the page, with its place in the contents. */
export interface Section {
  /** Anchor, unique on the page. */
  readonly id: string;
  /** Heading of the section and its name in the contents. */
  readonly title: string;
  /** One or two sentences under the heading that say how to read what follows. */
  readonly intro: Html;
  readonly body: Html;
}
