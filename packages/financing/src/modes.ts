import { type Decimal, ONE, ZERO } from '@bagehot/kernel';
import type { AgentAtMarket } from './agent.js';
import { refusal } from './problems.js';

/** What a mode may look at: one agent in one market. Every figure is made when it is first read, so what a mode does not read costs nothing. */
export interface BoundsContext {
  /** The agent as it came to the market. */
  readonly agent: AgentAtMarket;
  /** One per good; null for a good that has left the round. */
  readonly prices: readonly (Decimal | null)[];
  /** Value of what is carried. */
  readonly personalWealth: Decimal;
  /** Value of what is at home. */
  readonly homeWealth: Decimal;
  /** Value of both less what is outstanding, at least 0. */
  readonly totalWealth: Decimal;
  readonly travelCostDeduction: Decimal | 'Infinity';
  /** Total wealth less the deduction, at least 0: what orders are sized with unless the mode says otherwise. */
  readonly effectiveBudget: Decimal;
  /** Debts of earlier rounds, in the numeraire; 0 where every debt is settled in its round. */
  readonly outstanding: Decimal;
}

/**
 * The three numbers that are a financing mode, in the numeraire. Purchases: `val(b) <= fixed + salesCoefficient * val(s)`. Sales:
 * `val(s) <= val(b) + claimLimit`.
 */
export interface ModeBounds {
  /** At least 0. */
  readonly fixed: Decimal;
  /** From 0 to 1. */
  readonly salesCoefficient: Decimal;
  /** At least 0; null for no limit. */
  readonly claimLimit: Decimal | null;
}

/**
 * Who may pay with what. Orders, clearing, checks and settlement read the numbers only: nothing anywhere asks for the mode's name.
 *
 * @see financing specification, section 9
 */
export interface FinancingModeDefinition {
  readonly id: string;
  /**
   * Must depend on the context alone. Debt stays covered by own goods only if `fixed + salesCoefficient * personalWealth` is at most the wealth: checked, against the
   * wealth before debts of earlier rounds. A mode that lends less to who owes already goes by `totalWealth`, which is after them, or by `outstanding`.
   */
  bounds(context: BoundsContext): ModeBounds;
  /** What the ideal bundle may cost; at least 0. @defaultValue the effective budget */
  sizingBudget?(context: BoundsContext): Decimal;
  /** Name of the one settlement the mode goes with. @defaultValue whichever the round is given */
  readonly settlement?: string;
}

/** Modes by name: a value, never changed. */
export interface FinancingModes {
  /**
   * These modes and one more.
   *
   * @throws FinancingError `MODE_EXISTS` when the name is taken, `INVALID_OPTION` when there is none, or no function `bounds`
   */
  register(mode: FinancingModeDefinition): FinancingModes;
  /** @throws FinancingError `UNKNOWN_MODE` naming those there are */
  get(id: string): FinancingModeDefinition;
  /** In order of registration. */
  ids(): readonly string[];
}

/** Nobody buys for more than it sells, nor sells for more than it buys: balanced trade with the goods carried. */
const PERSONAL: FinancingModeDefinition = {
  id: 'PERSONAL',
  bounds: () => ({ fixed: ZERO, salesCoefficient: ONE, claimLimit: ZERO }),
};

/** Everybody may buy for all it owns, at home or carried; what it does not pay with sales is settled in kind. */
const TOTAL_WEALTH: FinancingModeDefinition = {
  id: 'TOTAL_WEALTH',
  bounds: ({ totalWealth }) => ({ fixed: totalWealth, salesCoefficient: ZERO, claimLimit: null }),
};

/**
 * The two modes that are built in, `PERSONAL` and `TOTAL_WEALTH`.
 *
 * @example
 * const modes = financingModes.register({
 *   id: 'HALF_OF_HOME',
 *   bounds: ({ homeWealth }) => ({ fixed: homeWealth.times('0.5'), salesCoefficient: decimal(1), claimLimit: null }),
 * });
 */
export const financingModes: FinancingModes = modesOf([PERSONAL, TOTAL_WEALTH]);

function modesOf(list: readonly FinancingModeDefinition[]): FinancingModes {
  const byId = new Map(list.map((mode) => [mode.id, mode]));
  const ids = Object.freeze([...byId.keys()]);
  return Object.freeze({
    register(mode: FinancingModeDefinition): FinancingModes {
      if (typeof mode.id !== 'string' || mode.id === '') throw refusal('INVALID_OPTION', 'mode.id', mode.id, 'a name');
      if (byId.has(mode.id)) throw refusal('MODE_EXISTS', 'mode.id', mode.id, `none of ${ids.join(', ')}`);
      if (typeof mode.bounds !== 'function')
        throw refusal('INVALID_OPTION', 'mode.bounds', mode.bounds, 'a function that returns the three numbers');
      return modesOf([...list, kept(mode)]);
    },
    get(id: string): FinancingModeDefinition {
      const mode = byId.get(id);
      if (mode === undefined) throw refusal('UNKNOWN_MODE', 'mode', id, `one of ${ids.join(', ')}`);
      return mode;
    },
    ids: () => ids,
  });
}

/** A mode as it is now. Its functions are called on the mode itself, which may be an instance of a class. */
function kept(mode: FinancingModeDefinition): FinancingModeDefinition {
  const { id, settlement, bounds, sizingBudget } = mode;
  return Object.freeze({
    id,
    bounds: bounds.bind(mode),
    ...(sizingBudget === undefined ? {} : { sizingBudget: sizingBudget.bind(mode) }),
    ...(settlement === undefined ? {} : { settlement }),
  });
}
