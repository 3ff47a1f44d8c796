import {
  createFinancingLog,
  FinancingError,
  type FinancingErrorDetails,
  type FinancingLogRow,
  LOG_FIELDS,
  parseLog,
  upgradeRow,
} from '@bagehot/financing';
import { describe, expect, it } from 'vitest';
import { roundByHand } from './log-fixture.js';

/** As a simulator with doubles wrote 1.0.0. */
const FIRST = {
  core_schema_version: '1.0.0',
  core_round: 3,
  core_agent_id: 4,
  spatial_pos_x: 1,
  spatial_pos_y: 2,
  spatial_in_marketplace: true,
  econ_prices: [1.0, 0.1],
  econ_executed_net: [0.25, -2.5],
  ration_unmet_demand: [0, 1e-7],
  ration_unmet_supply: null,
  wealth_travel_cost: 0.5,
  wealth_effective_budget: 1.75,
  utility: 1.5,
  financing_mode: 'PERSONAL',
  timestamp_ns: 1_758_412_800_123_456_800,
};
const SECOND = {
  ...FIRST,
  core_schema_version: '1.1.0',
  econ_requested_buys: [0.5, 0],
  econ_requested_sells: [0, 2.5],
  econ_executed_buys: [0.25, 0],
  econ_executed_sells: [0, 2.5],
  econ_unmet_buys: [0.25, 0],
  econ_unmet_sells: [0, 0],
  econ_fill_rate_buys: [0.5, 1],
  econ_fill_rate_sells: [1, 1],
};
/** Another simulator's way from 1.1.0 on. */
const FOREIGN = {
  ...SECOND,
  core_schema_version: '1.4.1',
  core_frame_hash: '9f86d081884c7d65',
  spatial_distance_to_market: 0,
  spatial_max_distance_round: 4,
  spatial_avg_distance_round: 1.5,
  solver_status: 'converged',
  solver_rest_norm: 1.2e-9,
  solver_total_time: 0.002,
  phase: 7,
};

const read = (...rows: readonly object[]): readonly FinancingLogRow[] =>
  parseLog(rows.map((row) => JSON.stringify(row)).join('\n'));

function problemsOf(log: string | Iterable<string>): readonly (readonly [string, string])[] {
  try {
    parseLog(log);
  } catch (error) {
    if (!(error instanceof FinancingError)) throw error;
    const { problems }: FinancingErrorDetails = error.details;
    return problems.map(({ code, path }) => [code, path] as const);
  }
  throw new Error('no problem was found');
}

const without = (row: object, name: string): object =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));
const NEWER = LOG_FIELDS.filter(({ since }) => since > 0).map(({ name }) => name);

describe('parseLog', () => {
  it('reads 1.0.0: decimals as texts, later fields as null', () => {
    const [row] = read(FIRST);
    expect(row).toEqual({
      ...FIRST,
      econ_prices: ['1', '0.1'],
      econ_executed_net: ['0.25', '-2.5'],
      ration_unmet_demand: ['0', '0.0000001'],
      wealth_travel_cost: '0.5',
      wealth_effective_budget: '1.75',
      utility: '1.5',
      ...Object.fromEntries(NEWER.map((name) => [name, null])),
    });
    expect(Object.keys(row ?? {})).toEqual(LOG_FIELDS.map(({ name }) => name));
  });

  it('reads 1.1.0', () => {
    const [row] = read(SECOND);
    expect(row).toMatchObject({ econ_requested_sells: ['0', '2.5'], econ_fill_rate_buys: ['0.5', '1'], phase: null });
    expect(row).not.toHaveProperty('extra');
  });

  it('reads what another simulator made of 1.4.1, its columns kept under extra', () => {
    const [row] = read(FOREIGN);
    expect(row).toMatchObject({
      core_schema_version: '1.4.1',
      spatial_distance_to_market: 0,
      solver_status: 'converged',
      solver_rest_norm: '0.0000000012',
      phase: null,
    });
    expect([...(row?.extra ?? [])].sort()).toEqual([
      ['core_frame_hash', '9f86d081884c7d65'],
      ['phase', 7],
      ['solver_total_time', 0.002],
      ['spatial_avg_distance_round', 1.5],
      ['spatial_max_distance_round', 4],
    ]);
  });

  it('reads its own rows back as they were, from lines or from the whole text', () => {
    const log = createFinancingLog();
    const agents = [1, 2, 3].map((id) => ({ id, alpha: ['0.25', '0.75'], home: [0, id], personal: [id * id, 1] }));
    log.emit(roundByHand({ agents, prices: ['1', '1.5'] }));
    log.emit(roundByHand({ agents, round: 2, termination: 'horizon' }));
    const rows = [...log.rows()];
    expect(parseLog(log.lines())).toEqual(rows);
    let text = '';
    log.jsonLines({
      write: (piece) => {
        text += piece;
      },
    });
    expect(parseLog(text)).toEqual(rows);
    expect(parseLog(text.replaceAll('\n', '\r\n'))).toEqual(rows);
  });

  it('brings decimals into one form', () => {
    const texts = ['1.50', '-0', '0.0', '1e3', '-.5', '007', '12.5'];
    const [row] = read({ ...FIRST, econ_prices: texts, econ_executed_net: [], ration_unmet_demand: null });
    expect(row?.econ_prices).toEqual(['1.5', '0', '0', '1000', '-0.5', '7', '12.5']);
  });

  it('keeps a cost of travelling that is infinite', () => {
    const [row] = read({ ...FIRST, wealth_travel_cost: 'Infinity' });
    expect(row?.wealth_travel_cost).toBe('Infinity');
  });

  it('reads numbers that JSON cannot write, as Python writes them', () => {
    const line = JSON.stringify({ ...FIRST, financing_mode: 'a NaN "or Infinity\\' })
      .replace('"wealth_travel_cost":0.5', '"wealth_travel_cost":Infinity')
      .replace('"utility":1.5', '"utility":NaN');
    expect(parseLog([line])[0]).toMatchObject({
      wealth_travel_cost: 'Infinity',
      utility: null,
      financing_mode: 'a NaN "or Infinity\\',
    });
  });

  it('lets older rows have columns of later names', () => {
    const [row] = read({ ...FIRST, phase: 7, solver_status: 'fine', econ_unmet_buys: 'none' });
    expect(row).toMatchObject({ phase: null, solver_status: 'fine', econ_unmet_buys: null });
    expect(row?.extra).toEqual(
      new Map<string, unknown>([
        ['econ_unmet_buys', 'none'],
        ['phase', 7],
      ]),
    );
  });

  it('keeps columns of any name', () => {
    const line = JSON.stringify(FIRST).replace(/}$/, ',"__proto__":{"a":1},"constructor":2,"7":3}');
    const [row] = parseLog([line]);
    expect(Object.fromEntries(row?.extra ?? [])).toEqual(JSON.parse('{"__proto__":{"a":1},"constructor":2,"7":3}'));
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  it('skips empty lines, and reads nothing from nothing', () => {
    expect(parseLog(['', JSON.stringify(FIRST), '  ', ''])).toHaveLength(1);
    expect(parseLog('')).toEqual([]);
    expect(parseLog([])).toEqual([]);
  });

  it('reads over the mark that some editors put first', () => {
    expect(parseLog(`\uFEFF${JSON.stringify(FIRST)}\n`)).toEqual(parseLog(JSON.stringify(FIRST)));
  });

  it('refuses another major version', () => {
    expect(problemsOf([JSON.stringify({ ...FIRST, core_schema_version: '2.0.0' })])).toEqual([
      ['LOG_VERSION_UNSUPPORTED', 'line 1, core_schema_version'],
    ]);
  });

  it.each([undefined, null, 1, '1', 'one', '1.x'])('refuses a row of version %s', (version) => {
    expect(problemsOf([JSON.stringify({ ...FIRST, core_schema_version: version })])).toEqual([
      ['LOG_ROW_INVALID', 'line 1, core_schema_version'],
    ]);
  });

  it.each(LOG_FIELDS.filter(({ since }) => since === 0).map(({ name }) => name))('refuses a row without %s', (name) => {
    expect(problemsOf(['', JSON.stringify(without(FIRST, name))])).toEqual([['LOG_ROW_INVALID', `line 2, ${name}`]]);
  });

  it('tells all problems at once, with line and field', () => {
    const lines = [
      JSON.stringify({ ...FIRST, core_round: '3', econ_prices: null, wealth_travel_cost: 'much' }),
      JSON.stringify(FIRST),
      '{"core_schema_version":"1.2.0"',
      '[]',
      JSON.stringify({ ...SECOND, econ_unmet_buys: [1, 2, 3] }),
      JSON.stringify({ ...FIRST, core_schema_version: '3.1.4' }),
      JSON.stringify({ ...SECOND, core_schema_version: '1.2.0', phase: 7, liquidity_gap: [null, 1] }),
      JSON.stringify({ ...FIRST, core_agent_id: 2 ** 53, spatial_in_marketplace: 1, econ_executed_net: ['1', 'NaN'] }),
    ];
    expect(problemsOf(lines)).toEqual([
      ['LOG_ROW_INVALID', 'line 1, core_round'],
      ['LOG_ROW_INVALID', 'line 1, econ_prices'],
      ['LOG_ROW_INVALID', 'line 1, wealth_travel_cost'],
      ['LOG_ROW_INVALID', 'line 3'],
      ['LOG_ROW_INVALID', 'line 4'],
      ['LOG_ROW_INVALID', 'line 5, econ_unmet_buys'],
      ['LOG_VERSION_UNSUPPORTED', 'line 6, core_schema_version'],
      ['LOG_ROW_INVALID', 'line 7, liquidity_gap'],
      ['LOG_ROW_INVALID', 'line 7, phase'],
      ['LOG_ROW_INVALID', 'line 8, core_agent_id'],
      ['LOG_ROW_INVALID', 'line 8, spatial_in_marketplace'],
      ['LOG_ROW_INVALID', 'line 8, econ_executed_net'],
    ]);
    expect(() => parseLog(lines)).toThrow('line 1, core_round must be an integer, as in every row, but is "3"');
  });
});

describe('upgradeRow', () => {
  it('takes budget and travel cost from their older names, and invents nothing', () => {
    const [row] = read(SECOND);
    if (row === undefined) throw new Error('one row was read');
    expect(upgradeRow(row)).toEqual({
      ...row,
      core_schema_version: '1.2.0',
      travel_cost_deduction: '0.5',
      effective_budget: '1.75',
    });
    expect(upgradeRow(row).total_wealth_LTE).toBeNull();
  });

  it('leaves rows of 1.2.0 alone, and columns it does not know', () => {
    const [row] = read({ ...FOREIGN, effective_budget: '3' });
    if (row === undefined) throw new Error('one row was read');
    expect(upgradeRow(row)).toEqual({ ...row, travel_cost_deduction: '0.5' });
    expect(upgradeRow(upgradeRow(row))).toEqual(upgradeRow(row));
    const log = createFinancingLog();
    log.emit(roundByHand({ agents: [1, 2].map((id) => ({ id, alpha: [1, 0], home: [0, 0], personal: [1, 1] })) }));
    for (const own of log.rows()) expect(upgradeRow(own)).toEqual(own);
  });
});
