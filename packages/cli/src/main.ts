#!/usr/bin/env node
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { main } from './program.js';
import { processTerminal } from './terminal.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

// The compiler of Node 20 inlines so much that a short sweep spends a seventh of its time on it and is none the faster for it; later ones know better.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');

process.exitCode = await main(process.argv.slice(2), processTerminal(), version);
