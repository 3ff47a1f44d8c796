import { type AgentId, type Decimal, max, ZERO } from '@bagehot/kernel';
import { InvalidAmountError } from './errors.js';
import { type AmountInput, readDecimal } from './numbers.js';

/** Who is asked how much it offers, and what it has. */
export interface SupplyView {
  readonly agent: AgentId;
  readonly tick: number;
  /** Of the money that is lent. */
  readonly balance: Decimal;
}

/** How much reserves a lender offers to the call market. Pure. */
export interface SupplyRule {
  readonly name: string;
  /** At least 0, and on the grid of the money if balance and needs are. */
  amount(view: SupplyView): Decimal;
}

/**
 * Lenders keep a target and offer the rest: max(0, balance - target). What the central bank's money does to the call rate it does through this.
 *
 * @param targets - by agent; whoever has none offers nothing
 * @throws InvalidAmountError `INVALID_AMOUNT` for a target that is no decimal
 * @see central bank specification, section 10
 */
export function reserveTargetSupply(targets: ReadonlyMap<AgentId, AmountInput>): SupplyRule {
  const kept = new Map<AgentId, Decimal>();
  for (const [agent, target] of targets) kept.set(agent, readMoney(`target of ${agent}`, target));
  return { name: 'reserve-target', amount: ({ agent, balance }) => beyond(balance, kept.get(agent)) };
}

/**
 * Lenders with a reserve requirement keep what they need on average in the rest of the period and offer the rest. Since any tick is as good as another for
 * that, nobody pays more in one than in the next, and the rate is flat within a period.
 *
 * @param neededAverage - port: what the agent has to hold in each tick that is left, this one included; null for whoever is to offer nothing
 * @returns a rule whose `amount` throws InvalidAmountError `INVALID_AMOUNT` when the port gives no decimal
 * @see central bank specification, section 11.4
 */
export function requirementSupplyRule(neededAverage: (agent: AgentId, tick: number) => AmountInput | null): SupplyRule {
  return {
    name: 'reserve-requirement',
    amount: ({ agent, tick, balance }) => {
      const needed = neededAverage(agent, tick);
      return beyond(balance, needed === null ? undefined : readMoney(`needed average of ${agent}`, needed));
    },
  };
}

function beyond(balance: Decimal, kept: Decimal | undefined): Decimal {
  return kept === undefined ? ZERO : max(ZERO, balance.minus(kept));
}

function readMoney(field: string, input: AmountInput): Decimal {
  const value = readDecimal(input);
  if (value !== undefined) return value;
  const details = { field, value: String(input), allowed: 'a decimal' };
  throw new InvalidAmountError('INVALID_AMOUNT', details, `${field} must be a decimal, but is ${details.value}`);
}
