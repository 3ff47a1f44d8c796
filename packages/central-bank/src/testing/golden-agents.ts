import type { AgentId } from '@bagehot/kernel';

/** Somebody with an account at the central bank. */
export interface GoldenAgent {
  readonly agentId: AgentId;
  /** To begin with. */
  readonly reserves: string;
  /** What it keeps when it lends; null for one that does not lend. */
  readonly target: string | null;
}

/**
 * The four firms of the monetary policy channel: two lenders with a target, two that need money.
 *
 * @see central bank specification, section 10
 */
export function goldenFirms(): readonly GoldenAgent[] {
  return [
    { agentId: 'F1', reserves: '600.00', target: '100.00' },
    { agentId: 'F2', reserves: '400.00', target: '100.00' },
    { agentId: 'F3', reserves: '10.00', target: null },
    { agentId: 'F4', reserves: '10.00', target: null },
  ];
}

/** Two households to whom a treasury may pass money through; they neither lend nor borrow. */
export function goldenHouseholds(): readonly GoldenAgent[] {
  return [
    { agentId: 'H1', reserves: '50.00', target: null },
    { agentId: 'H2', reserves: '0.00', target: null },
  ];
}
