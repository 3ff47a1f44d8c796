/** A part of a scenario's data. */
export type Data = Readonly<Record<string, unknown>>;

/** A compact scenario that is right. */
export const COMPACT: Data = {
  schema_version: 1,
  name: 'two tastes',
  N: 6,
  agents: 3,
  initial_inventories: { A: [4, 5, 6], B: { uniform_int: [1, 9] }, M: 100, lambda_money: [1, 2, 0.5] },
  utilities: {
    mix: [
      { type: 'ces', weight: 0.5, params: { rho: 0.5, wA: 0.6, wB: 0.4 } },
      { type: 'linear', weight: 0.5, params: { vA: 1, vB: 1.2 } },
    ],
  },
  resource_seed: { density: 0.2, amount: 4 },
  mode_schedule: { type: 'global_cycle', forage_ticks: 10, trade_ticks: 15, start_mode: 'trade' },
  params: { exchange_regime: 'mixed' },
};

/** An explicit scenario that is right. */
export const EXPLICIT: Data = {
  schema_version: 1,
  name: 'two people',
  N: 4,
  agents: [
    { id: 3, x: 0, y: 0, inventory: { A: 5, M: 7 }, utility: { type: 'linear', params: { vA: 1, vB: 2 } } },
    {
      id: 1,
      x: 3,
      y: 2,
      inventory: { B: 5 },
      utility: { type: 'linear', params: { vA: 2, vB: 1 } },
      lambda_money: 2,
      M_0: 3,
    },
  ],
  resources: [{ x: 1, y: 1, good: 'B', amount: 3 }],
  params: { exchange_regime: 'money_only', money_scale: 10 },
};

/** The data with a field somewhere inside it replaced; an undefined one is left out. */
export function changed(data: Data, path: readonly (string | number)[], value: unknown): Data {
  const [key, ...rest] = path;
  const copy: Record<string, unknown> = { ...data };
  const inner = copy[String(key)];
  const replaced = rest.length === 0 ? value : changed(inner as Data, rest, value);
  if (replaced === undefined) delete copy[String(key)];
  else copy[String(key)] = Array.isArray(inner) && rest.length > 0 ? Object.values(replaced as Data) : replaced;
  return copy;
}
