import type { Options } from 'tsup';
import { library } from '../../tsup.base.js';

const config: Options = library({
  index: 'src/index.ts',
  node: 'src/node.ts',
  bullmq: 'src/bullmq.ts',
  testing: 'src/testing/index.ts',
  // No entry point of the package: the file that worker threads begin with.
  'sweep-worker': 'src/node/sweep-worker.ts',
});

export default config;
