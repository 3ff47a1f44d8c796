/**
 * Plain data as JSON with the fields of every object in the order of their names (code units): equal data, equal text.
 *
 * @param numbers - `text` writes numbers like texts, so that 1 and "1" are equal
 */
export function canonicalText(value: unknown, numbers: 'number' | 'text' = 'number'): string {
  if (typeof value === 'number' && numbers === 'text') return `"${value}"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((part) => canonicalText(part, numbers)).join()}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalText(value.toJSON(), numbers);
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const part = (value as Readonly<Record<string, unknown>>)[name];
    if (part === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalText(part, numbers)}`;
  }
  return `{${text}}`;
}
