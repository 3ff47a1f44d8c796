/** An element of a page as the tests see it. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
  readonly parent: Element | undefined;
}

const EMPTY = new Set(['meta', 'link', 'br', 'wbr', 'input']);
const RAW = new Set(['script', 'style']);
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/y;
const ENTITIES = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&nbsp;', '\u00a0'],
]);

function decode(text: string): string {
  return text.replace(/&[a-z#0-9]+;/g, (entity) => {
    const character = ENTITIES.get(entity);
    if (character === undefined) throw new Error(`unknown entity ${entity}`);
    return character;
  });
}

/**
 * Reads a page strictly: every element is closed in its order, every attribute is quoted, no stray `<` or `>`. Throws with the place otherwise.
 */
export function readMarkup(text: string): Element {
  const root: Element = { name: '#root', attributes: new Map(), children: [], parent: undefined };
  let open = root;
  let at = text.startsWith('<!doctype html>') ? '<!doctype html>'.length : 0;
  const fail = (problem: string): never => {
    throw new Error(`${problem} near: ${text.slice(Math.max(0, at - 80), at + 80)}`);
  };
  while (at < text.length) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const piece = text.slice(at, end < 0 ? text.length : end);
      if (piece.includes('>')) fail('a stray >');
      open.children.push(decode(piece));
      at += piece.length;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (tag === null) return fail('no tag');
    const [whole, closing, name = '', attributes = '', selfClosing] = tag;
    at += whole.length;
    if (closing === '/') {
      if (open.name !== name) fail(`</${name}> closes <${open.name}>`);
      open = open.parent ?? root;
      continue;
    }
    const read = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(
      ([, key = '', value = '']) => [key, decode(value)] as const,
    );
    if (new Set(read.map(([key]) => key)).size !== read.length) fail(`an attribute of <${name}> twice`);
    const element: Element = { name, attributes: new Map(read), children: [], parent: open };
    open.children.push(element);
    if (RAW.has(name)) {
      const end = text.indexOf(`</${name}>`, at);
      element.children.push(text.slice(at, end));
      at = end + `</${name}>`.length;
    } else if (selfClosing !== '/' && !EMPTY.has(name)) {
      open = element;
    }
  }
  if (open !== root) fail(`<${open.name}> is not closed`);
  return root;
}

/** Every element below one, in the order of the page. */
function* descendants(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    yield child;
    yield* descendants(child);
  }
}

/** The elements of the given names. */
export function all(root: Element, ...names: readonly string[]): readonly Element[] {
  return [...descendants(root)].filter(({ name }) => names.includes(name));
}

/** The names of all elements below one, each once. */
export function namesIn(root: Element): readonly string[] {
  return [...new Set([...descendants(root)].map(({ name }) => name))];
}

/** The text of an element, white space joined. Style and script have none. */
export function textIn(element: Element): string {
  const parts = (one: Element): string =>
    RAW.has(one.name) ? '' : one.children.map((child) => (typeof child === 'string' ? child : parts(child))).join('');
  return parts(element).replace(/\s+/g, ' ').trim();
}

/** The element with an id. */
export function byId(root: Element, id: string): Element {
  for (const element of descendants(root)) if (element.attributes.get('id') === id) return element;
  throw new Error(`no element #${id}`);
}
