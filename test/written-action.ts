/** An action as the vectors write it: its kind is the only key, and its fields are in snake case. */
export type WrittenAction = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** The action as the packages know it. */
export function readAction<Action>(written: WrittenAction): Action {
  const [[kind, fields] = ['', {}]] = Object.entries(written);
  const action: Record<string, string | number> = { kind };
  for (const [name, value] of Object.entries(fields))
    action[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
  return action as Action;
}
