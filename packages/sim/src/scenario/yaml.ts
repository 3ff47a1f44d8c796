import { isAlias, isScalar, LineCounter, parse, parseDocument, stringify, visit } from 'yaml';
import { invalidScenario, type ScenarioProblem } from '../errors.js';

/** More references to parts of a file are an attack on memory. */
const MOST_ALIASES = 1000;

/** A parsed YAML text, and where its parts are. */
export interface YamlFile {
  /** Plain objects, lists, texts, booleans, null; numbers as texts wherever a `number` could not hold them exactly as written. */
  readonly value: unknown;
  /** The same with every number as the nearest double. */
  doubles(): unknown;
  /** Line of the part at a path such as `['run', 'max_days']`, counted from 1; of its nearest parent when it is not there. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/**
 * Reads a YAML 1.2 text so that decimals stay exact: a number is kept by its literal text, so `0.1` is one tenth and `12.50` is read like `"12.50"`.
 * Whole numbers in plain digits are numbers. Texts such as `0x10`, `1_000` or `.inf` are passed on as written, and no amount or count accepts them.
 *
 * @throws SimError `SCENARIO_INVALID` with `E_YAML` problems for text that is no YAML, duplicate keys included
 */
export function parseYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map(({ message, pos }): ScenarioProblem => {
    const { line, col } = lines.linePos(pos[0]);
    return { code: 'E_YAML', path: `column ${col}`, message, line };
  });
  if (problems.length > 0) throw invalidScenario(problems);
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'number' && typeof node.value !== 'bigint') return;
      const literal = node.source ?? String(node.value);
      node.value =
        /^-?(0|[1-9]\d*)$/.test(literal) && Number.isSafeInteger(Number(literal)) ? Number(literal) : literal;
    },
  });
  return {
    value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown,
    doubles: () => parse(text, { maxAliasCount: MOST_ALIASES }) as unknown,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if ((isScalar(node) || isAlias(node) || hasRange(node)) && node.range) return lines.linePos(node.range[0]).line;
      }
      return undefined;
    },
  };
}

/** Writes plain data as YAML. Decimals are given as texts and written so that they are read back as the same digits. */
export function formatYaml(value: object): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
