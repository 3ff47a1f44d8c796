import { type AgentId, BagehotError, type ContractId, type Day } from '@bagehot/kernel';
import type { RingParamsProblem } from './generator-params.js';

/** What the ring may complain about, and the details each complaint carries. A default or a collapse is a result, never an error. */
export interface RingErrors {
  /** Parameters of the generator outside their domains: the first one, what is wrong with it, and all of them with the codes of the ring specification. */
  INVALID_PARAMS: { readonly field: string; readonly reason: string; readonly problems: readonly RingParamsProblem[] };
  /** A world, rule, schedule or list of phases that cannot be run: path of the field, and what is wrong with it. */
  INVALID_WORLD: { readonly field: string; readonly reason: string };
  /** An action with a field that is missing, of the wrong type or outside its domain. */
  INVALID_ACTION: { readonly action: string; readonly field: string; readonly reason: string };
  /** An alias that names nothing yet. */
  UNKNOWN_ALIAS: { readonly alias: string };
  /** An alias that has been given before; aliases are unique over the whole run. */
  ALIAS_EXISTS: { readonly alias: string };
  /** A defaulted agent takes on no new contract and opens no new position. */
  AGENT_DEFAULTED: { readonly agent: AgentId; readonly day: Day };
  /** The agent's kind may not issue or hold this instrument. */
  NOT_ALLOWED: { readonly agent: AgentId; readonly instrument: string; readonly reason: string };
  /** A claim that several agents hold was to be passed on without saying whose. */
  HOLDER_AMBIGUOUS: { readonly contract: ContractId; readonly holders: readonly AgentId[] };
  /** A snapshot of another kind or version, or of another world. */
  INVALID_SNAPSHOT: { readonly field: string; readonly reason: string };
}

/** An error of the ring: see {@link RingErrors} for the codes. */
export class RingError<Code extends keyof RingErrors = keyof RingErrors> extends BagehotError<RingErrors, Code> {
  override get name(): string {
    return 'RingError';
  }
}
