import type { Options } from 'tsup';
import { library } from '../../tsup.base.js';

const config: Options = library({ main: 'src/main.ts' });

export default config;
