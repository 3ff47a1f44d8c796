import type { Options } from 'tsup';
import { library } from '../../tsup.base.js';

const config: Options = library({ index: 'src/index.ts', quanta: 'src/quanta.ts', testing: 'src/testing/index.ts' });

export default config;
