/**
 * Runs every `bench/*.bench.mjs` in a process of its own, with plain Node on the built packages, and prints one JSON document.
 *
 * A bench file prints one line of JSON per target, and nothing else:
 * `{"id": "P7", "name": "marginal trade", "value": 1700, "unit": "ns", "target": "<= 2660"}`.
 * `target` is `<= number` or `>= number` in the given unit; whether it is met (`ok`) is decided here.
 *
 * Arguments: words choose the files whose names contain one of them; `--slack 1.5` loosens every target by that factor, for
 * machines that are shared; `--demand x,scenarios` reports every target but fails for those in the named units only, which do not
 * depend on how busy the machine is.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const folder = import.meta.dirname;
const { values, positionals } = parseArgs({
  options: { slack: { type: 'string', default: '1' }, demand: { type: 'string' } },
  allowPositionals: true,
});
const slack = Number(values.slack);
if (!(slack >= 1)) throw new Error(`--slack must be a number of at least 1, not ${values.slack}`);

/** Is the target met, loosened by the slack? */
function meets(value, target, where) {
  const match = /^(<=|>=) ?([0-9]+(?:\.[0-9]+)?(?:e[0-9]+)?)$/.exec(target);
  if (match === null)
    throw new Error(`${where}: target must be "<= number" or ">= number", not ${JSON.stringify(target)}`);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error(`${where}: value must be a number, not ${value}`);
  const bound = Number(match[2]);
  return match[1] === '<=' ? value <= bound * slack : value >= bound / slack;
}

/** The lines a bench file prints, with what its process cost. */
function run(file) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', path.join(folder, file)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(text.split('\n').filter((line) => line.trim() !== ''));
      else reject(new Error(`${file} ended with ${signal ?? code}`));
    });
  });
}

const files = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) throw new Error('no bench file to run');

const targets = [];
for (const file of files) {
  process.stderr.write(`${file}\n`);
  const lines = await run(file);
  if (lines.length === 0) throw new Error(`${file} printed no target`);
  for (const line of lines) {
    const { id, name, value, unit, target, ...rest } = JSON.parse(line);
    for (const [field, text] of Object.entries({ id, name, unit, target })) {
      if (typeof text !== 'string' || text === '') throw new Error(`${file}: ${field} must be a text in ${line}`);
    }
    targets.push({ id, name, value, unit, target, file, ...rest, ok: meets(value, target, `${file} ${id}`) });
  }
}

const demanded = values.demand?.split(',');
const missed = targets.filter((target) => !target.ok);
const failed = missed.filter(({ unit }) => demanded?.includes(unit) ?? true);
const machine = {
  node: process.version,
  cpu: os.cpus()[0]?.model ?? 'unknown',
  cores: os.availableParallelism(),
  slack,
};
process.stdout.write(`${JSON.stringify({ ...machine, targets }, null, 2)}\n`);
for (const { id, name, value, unit, target } of missed)
  process.stderr.write(`missed: ${id} ${name}: ${value} ${unit}, target ${target}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
