import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { main } from '../src/program.js';

/** What a command line did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, with nobody watching. */
export async function bagehot(...args: readonly string[]): Promise<Outcome> {
  const said = { out: '', err: '' };
  const terminal = {
    out: (text: string) => {
      said.out += `${text}\n`;
    },
    err: (text: string) => {
      said.err += `${text}\n`;
    },
    progress: undefined,
  };
  const code = await main(args, terminal, '1.2.3');
  return { code, ...said };
}

/** Sends a signal as soon as the command that was begun listens for it; before, it would end the process. */
export async function sendWhenHeard(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  const before = process.listenerCount(signal);
  while (process.listenerCount(signal) === before) await new Promise((resolve) => setImmediate(resolve));
  process.emit(signal);
}

/** A folder that is gone when the tests of the file are over. */
export class Workplace {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'bagehot-'));

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  at(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  write(name: string, text: string): string {
    writeFileSync(this.at(name), text);
    return this.at(name);
  }

  read(...names: readonly string[]): string {
    return readFileSync(this.at(...names), 'utf8');
  }

  json(...names: readonly string[]): Record<string, unknown> {
    return JSON.parse(this.read(...names)) as Record<string, unknown>;
  }

  records(...names: readonly string[]): readonly Record<string, unknown>[] {
    return this.read(...names)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

/** Six people in a ring who have a third of what they owe, and dealers between them. */
export const DEALER_RING = `version: 1
generator: ring_explorer_v1
name_prefix: Six
params:
  n_agents: 6
  seed: 7
  kappa: 3
  q_total: 240
  maturity: { days: 4, mu: 0.5 }
dealer:
  enabled: true
  order_flow: { pi_sell: 0.5, N_max: all, block: shortfall }
`;

/** H1 owes 50 and will have 50 in time, as long as nobody takes them. */
export const CHAIN = `version: 1
name: Chain
agents:
  - { id: CB, kind: central_bank }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
  - { id: H3, kind: household }
initial_actions:
  - mint_cash: { to: H1, amount: 50 }
  - create_payable: { from: H1, to: H2, amount: 50, due_day: 1, alias: first }
  - create_payable: { from: H2, to: H3, amount: 40, due_day: 2 }
`;
