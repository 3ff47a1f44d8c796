import type { Options } from 'tsup';
import { library } from '../../tsup.base.js';

const config: Options = library({ index: 'src/index.ts', duckdb: 'src/duckdb.ts' });

export default config;
