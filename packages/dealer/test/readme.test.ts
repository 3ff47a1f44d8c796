import { readFileSync } from 'node:fs';
import path from 'node:path';
import { collectDealerMetrics, createDealerSimulation } from '@bagehot/dealer';
import { createRandom } from '@bagehot/kernel';
import { expect, it } from 'vitest';

it('runs the program of the README', () => {
  const readme = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
  const program = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]?.replace(/^import .*$/gm, '') ?? '';
  const lines: string[] = [];
  const run = new Function('collectDealerMetrics', 'createDealerSimulation', 'createRandom', 'console', program);
  run(collectDealerMetrics, createDealerSimulation, createRandom, { log: (line: string) => lines.push(line) });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[1-9]\d* trades, \d+ defaults, dealers earned \d+\.\d\d in spread$/);
});
