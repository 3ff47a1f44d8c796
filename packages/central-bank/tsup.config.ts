import type { Options } from 'tsup';
import { library } from '../../tsup.base.js';

const config: Options = library({ index: 'src/index.ts', schema: 'src/schema.ts', testing: 'src/testing/index.ts' });

export default config;
