import { entries } from '../scenario/field.js';
import { type Path, type Problems, pathText } from '../scenario/problems.js';
import { snakeCase } from '../scenario/spelling.js';

// Fields of an economy's file may be written likeThis or like_this. What they are called in either way follows from the form of the file, in which each has one name.

/** The parts of a JSON Schema that are looked at. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** A file whose fields have the names of its form. */
export interface SpelledFile {
  readonly value: unknown;
  /** Where something stands in the file as it was written. */
  readonly written: (place: string) => string;
}

/** The other way to write a name; the same where there is none. */
function otherSpelling(name: string): string {
  if (name.includes('_')) return name.replace(/_([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return /^[a-z]/.test(name) ? snakeCase(name) : name;
}

/**
 * Gives every field the name of the form. A field in both spellings is a problem at the one that is not the form's.
 *
 * @param form - JSON Schema of the file; names that it does not list, of goods or agents for instance, stay as they are
 */
export function inFormSpelling(problems: Problems, form: object, input: unknown): SpelledFile {
  const renamed = new Map<string, string>();
  const read = (value: unknown, shapes: readonly Shape[], path: Path): unknown => {
    if (Array.isArray(value)) {
      const items = shapes.flatMap(({ items: inner }) => (inner === undefined ? [] : alternatives(inner)));
      return items.length === 0 ? value : value.map((item, k) => read(item, items, [...path, k]));
    }
    if (typeof value !== 'object' || value === null) return value;
    const known = fieldsOf(shapes);
    const others = shapes.flatMap(({ additionalProperties: inner }) =>
      typeof inner === 'object' ? alternatives(inner) : [],
    );
    const spellings = new Map(Array.from(known.keys(), (name) => [otherSpelling(name), name]));
    const fields = entries(value).flatMap(([key, part]): [string, unknown][] => {
      const name = known.has(key) ? key : (spellings.get(key) ?? key);
      if (name !== key) {
        if (Object.hasOwn(value, name)) {
          problems.add('E_VALUE', [...path, key], `says the same as ${name}; give one of the two`);
          return [];
        }
        renamed.set(pathText([...path, name]), key);
      }
      return [[name, read(part, known.get(name) ?? others, [...path, name])]];
    });
    return Object.fromEntries(fields);
  };
  const value = read(input, alternatives(form), []);
  const written = (place: string): string => {
    let [name, text] = ['', ''];
    for (const [part] of place.matchAll(/\[\d+\]|\.?[^.[\]]+/g)) {
      name += part;
      const own = renamed.get(name);
      text += own === undefined ? part : part.startsWith('.') ? `.${own}` : own;
    }
    return text;
  };
  return { value, written };
}

/** A JSON Schema that takes every field in either spelling. */
export function inBothSpellings(form: object): object {
  const { properties, required, ...shape } = form as Shape;
  const inner = Object.fromEntries(
    Object.entries(shape).map(([name, value]) => [name, isForm(value) ? formsInside(value) : value]),
  );
  if (properties === undefined) return inner;
  const both = Object.entries(properties).flatMap(([name, field]) => {
    const spelled = inBothSpellings(field);
    const other = otherSpelling(name);
    return other === name || Object.hasOwn(properties, other)
      ? [[name, spelled] as const]
      : [[name, spelled] as const, [other, spelled] as const];
  });
  const [always, either] = [true, false].map((same) =>
    (required ?? []).filter((name) => (otherSpelling(name) === name) === same),
  ) as [string[], string[]];
  return {
    ...inner,
    properties: Object.fromEntries(both),
    ...(always.length === 0 ? {} : { required: always }),
    ...(either.length === 0
      ? {}
      : { allOf: either.map((name) => ({ anyOf: [{ required: [name] }, { required: [otherSpelling(name)] }] })) }),
  };
}

function isForm(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function formsInside(value: object): unknown {
  return Array.isArray(value)
    ? value.map((part) => (isForm(part) ? inBothSpellings(part) : part))
    : inBothSpellings(value);
}

/** A form with several alternatives is looked at as all of them at once. */
function alternatives(form: object): readonly Shape[] {
  const shape = form as Shape;
  return [shape, ...(shape.anyOf ?? []).flatMap(alternatives)];
}

function fieldsOf(shapes: readonly Shape[]): ReadonlyMap<string, readonly Shape[]> {
  const fields = new Map<string, readonly Shape[]>();
  for (const { properties } of shapes)
    for (const [name, shape] of Object.entries(properties ?? {}))
      fields.set(name, [...(fields.get(name) ?? []), ...alternatives(shape)]);
  return fields;
}
