import type { Options } from 'tsup';
import { library } from '../../tsup.base.js';

// A program: nothing is imported from it, so it needs no declarations.
const config: Options = { ...library({ main: 'src/main.ts' }), dts: false };

export default config;
