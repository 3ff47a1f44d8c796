import { readFileSync } from 'node:fs';
import { ENGINE_VERSION } from '@bagehot/sim';
import { expect, it } from 'vitest';

it('is the version of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  expect(ENGINE_VERSION).toBe(version);
});
