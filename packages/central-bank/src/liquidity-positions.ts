import type { AgentId, Decimal, LedgerView } from '@bagehot/kernel';
import { type MoneyGrid, quanta, type Register } from '@bagehot/kernel/quanta';
import { InvalidAmountError } from './errors.js';
import { optionProblems } from './input-reading.js';
import { type AmountInput, readDecimal, readQuanta } from './numbers.js';
import type { MoneyMarketPorts } from './protocols/ports.js';

/** How much an agent has beyond what it needs; less than 0 where it is short. */
export interface LiquidityPosition {
  readonly agent: AgentId;
  readonly surplus: Decimal;
}

/**
 * Spare reserves and gaps today: balance less need, a pure function of the ledger.
 *
 * @param needs - in money, by agent
 * @param options.asset - the money; `reserves` unless given
 * @returns in the order of `needs`
 * @throws KernelError `UNKNOWN_AGENT`, `UNKNOWN_ASSET`; InvalidAmountError `INVALID_AMOUNT`
 */
export function liquidityPositions(
  ledger: LedgerView,
  needs: ReadonlyMap<AgentId, AmountInput>,
  options: { readonly asset?: string } = {},
): readonly LiquidityPosition[] {
  const { asset = 'reserves' } = options;
  return Array.from(needs, ([agent, written]) => {
    const need = readDecimal(written);
    if (need === undefined) {
      const details = { field: `need of ${agent}`, value: String(written), allowed: 'a decimal' };
      throw new InvalidAmountError(
        'INVALID_AMOUNT',
        details,
        `${details.field} must be a decimal, but is ${details.value}`,
      );
    }
    return { agent, surplus: ledger.balance(agent, asset).minus(need) };
  });
}

/** How far agents look ahead. */
export interface LiquidityHorizon {
  /**
   * Debts due up to so many days ahead are a need now.
   *
   * @defaultValue 0
   */
  readonly horizonDays?: number;
  /**
   * Money for debts due up to so many days ahead is not to spare.
   *
   * @defaultValue 1
   */
  readonly reserveDays?: number;
  /**
   * Kept beside, in money.
   *
   * @defaultValue 0
   */
  readonly buffer?: AmountInput;
}

/** What agents are short of and can spare, in quanta; agents are the indices of the ledger's integer face. Read anew at every call. */
export interface LiquidityReader {
  /** max(0, dues of the days up to `day + horizonDays` less money). */
  need(agent: number, day: number): bigint;
  /** max(0, money less dues of the days up to `day + reserveDays`, less the buffer). */
  spare(agent: number, day: number): bigint;
}

/**
 * Reads needs and spare money off the ledger and the register: contracts of all kinds together, those of `day` included.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`; KernelError `BAD_KERNEL_INPUT`, `UNKNOWN_ASSET`
 * @see one-economy specification, section 3
 */
export function liquidityReader(
  ports: Pick<MoneyMarketPorts, 'ledger' | 'contracts' | 'asset'>,
  horizon: LiquidityHorizon = {},
): LiquidityReader {
  const column = quanta(ports.ledger).column(ports.asset ?? 'reserves');
  const register = quanta(ports.contracts);
  const { horizonDays, reserveDays, buffer } = readHorizon(horizon, column.grid);
  return {
    need: (agent, day) => {
      const short = duesWithin(register, agent, day, horizonDays) - column.get(agent);
      return short > 0n ? short : 0n;
    },
    spare: (agent, day) => {
      const left = column.get(agent) - duesWithin(register, agent, day, reserveDays) - buffer;
      return left > 0n ? left : 0n;
    },
  };
}

/** What the agent owes from `day` to `day + days`. Debts only add up, so the last day of the horizon is the worst. */
function duesWithin(register: Register, agent: number, day: number, days: number): bigint {
  if (days === 0) return register.dues(agent, day);
  let owed = 0n;
  for (const contract of register.owedBy(agent)) {
    const due = register.dueDayOf(contract);
    if (due >= day && due <= day + days) owed += register.amountOf(contract);
  }
  return owed;
}

function readHorizon(
  { horizonDays = 0, reserveDays = 1, buffer = '0' }: LiquidityHorizon,
  grid: MoneyGrid,
): { readonly horizonDays: number; readonly reserveDays: number; readonly buffer: bigint } {
  const problems = optionProblems();
  for (const [field, days] of Object.entries({ horizonDays, reserveDays }))
    if (!Number.isSafeInteger(days) || days < 0)
      problems.add('INVALID_CONFIG', field, days, 'a safe integer of at least 0');
  const units = readQuanta(buffer, grid);
  if (units === undefined || units < 0n)
    problems.add('INVALID_CONFIG', 'buffer', buffer, `at least 0 with at most ${grid.decimals} decimals`);
  problems.check();
  return { horizonDays, reserveDays, buffer: units ?? 0n };
}
