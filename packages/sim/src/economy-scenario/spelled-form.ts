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
      const items = itemsOf(shapes);
      return items.length === 0 ? value : value.map((item, k) => read(item, items, [...path, k]));
    }
    if (typeof value !== 'object' || value === null) return value;
    const { nameOf, shapesOf } = fieldsOf(shapes);
    const fields = entries(value).flatMap(([key, part]): [string, unknown][] => {
      const name = nameOf(key);
      if (name !== key) {
        if (Object.hasOwn(value, name)) {
          problems.add('E_VALUE', [...path, key], `says the same as ${name}; give one of the two`);
          return [];
        }
        renamed.set(pathText([...path, name]), key);
      }
      return [[name, read(part, shapesOf(name), [...path, name])]];
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

/**
 * The steps to a field, each with the name of the form.
 *
 * @param form - JSON Schema of the file; names that it does not list stay as they are
 */
export function stepsInForm(form: object, steps: readonly (string | number)[]): readonly (string | number)[] {
  let shapes = alternatives(form);
  return steps.map((step) => {
    if (typeof step === 'number') {
      shapes = itemsOf(shapes);
      return step;
    }
    const { nameOf, shapesOf } = fieldsOf(shapes);
    const name = nameOf(step);
    shapes = shapesOf(name);
    return name;
  });
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

function itemsOf(shapes: readonly Shape[]): readonly Shape[] {
  return shapes.flatMap(({ items }) => (items === undefined ? [] : alternatives(items)));
}

/** The fields that something of these shapes may have. */
interface Fields {
  /** The form's name for a field; what is not in the form keeps its own. */
  nameOf(key: string): string;
  shapesOf(name: string): readonly Shape[];
}

function fieldsOf(shapes: readonly Shape[]): Fields {
  const known = new Map<string, readonly Shape[]>();
  for (const { properties } of shapes)
    for (const [name, shape] of Object.entries(properties ?? {}))
      known.set(name, [...(known.get(name) ?? []), ...alternatives(shape)]);
  const spellings = new Map(Array.from(known.keys(), (name) => [otherSpelling(name), name]));
  // Some forms list both spellings: the name is then the one without underscores.
  const isOther = (name: string): boolean => name.includes('_') && spellings.has(name);
  const others = shapes.flatMap(({ additionalProperties: inner }) =>
    typeof inner === 'object' ? alternatives(inner) : [],
  );
  return {
    nameOf: (key) => (known.has(key) && !isOther(key) ? key : (spellings.get(key) ?? key)),
    shapesOf: (name) => known.get(name) ?? others,
  };
}
