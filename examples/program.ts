import { vi } from 'vitest';

/** Imports a program, which runs it, and keeps what it prints. A program runs once per test file. */
export async function run<Exports>(load: () => Promise<Exports>): Promise<Exports & { readonly printed: string[] }> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  try {
    return { ...(await load()), printed };
  } finally {
    log.mockRestore();
  }
}
