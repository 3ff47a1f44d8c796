import type * as z from 'zod';

/** One way in which an object is not what the schema wants. */
export interface StructureIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The field is not in the schema at all. */
  readonly unknownKey: boolean;
}

/** All ways in which an object departs from a schema; empty when it has that form. */
export function issuesOf(schema: z.ZodType, input: unknown): readonly StructureIssue[] {
  const result = schema.safeParse(input);
  return result.success ? [] : result.error.issues.flatMap(readIssue);
}

function readIssue(issue: z.core.$ZodIssue): StructureIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is no known field', unknownKey: true }));
  return [{ path: issue.path, message: describe(issue), unknownKey: false }];
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_union':
      // A union says what it wants, or it is one of numbers and texts.
      return issue.message === 'Invalid input'
        ? 'must be a number, as a number or a text such as "12.50"'
        : issue.message;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_type':
      return issue.input === undefined && !('received' in issue) ? `is missing or no ${issue.expected}` : issue.message;
    default:
      return issue.message;
  }
}
