/**
 * Plants a bug in a copy of each package's sources, and runs the check of everything on the copy, which has to fail. Prints what found each bug. Without a bug it has to pass.
 *
 * Takes more than a minute, and so is no part of the tests: run it after changing the laws of an economy (`packages/sim/src/testing`). `--places` only sees whether the sources still
 * have what each bug takes the place of.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const ECONOMIES = 400;

/** Each piece of text stands in its file once; `wrong` takes its place. Where few economies come to it, more are tried. */
const bugs = [
  {
    name: 'kernel: a cent is lost when an amount is shared out',
    file: 'packages/kernel/src/allocate.ts',
    right: '  for (; left > 0n; left--) {',
    wrong: '  for (; left > 1n; left--) {',
  },
  {
    name: 'dealer: the order flow draws from one stream for all days',
    file: 'packages/dealer/src/session.ts',
    right: 'this.#stream ??= this.#parts.random.stream(',
    wrong: 'this.#stream ??= this.#parts.random.stream(label) ?? this.#parts.random.stream(',
  },
  {
    name: 'ring: a claim is paid twice',
    file: 'packages/ring/src/contract-payment.ts',
    right: '        this.received(due, holder, share);',
    wrong:
      '        if (this.#payments.available(due.debtorIndex, share) >= share) this.#payments.pay(due.debtorIndex, holder, share, books.labels.settlement, tally);\n        this.received(due, holder, share);',
  },
  {
    name: 'financing: a purchase leaves something at the market',
    file: 'packages/financing/src/posting.ts',
    right: 'if (amount > 0n) column.move(purchase, market, carried[row] as number, amount);\n    });',
    wrong:
      'if (amount > 1n) column.move(purchase, market, carried[row] as number, amount - 1n);\n    });\n    if (rows.length > 0) return;',
  },
  {
    name: 'exchange: what is bought comes out of nothing',
    file: 'packages/exchange/src/spatial/posting.ts',
    right: 'column.move(this.#labels.trade, rows[from] as number, rows[to] as number, this.#quanta(at, amount));',
    wrong:
      'column.move(this.#labels.trade, column.issuer === rows[to] ? (rows[from] as number) : column.issuer, rows[to] as number, this.#quanta(at, amount));',
  },
  {
    name: 'central-bank: interest is rounded up',
    file: 'packages/central-bank/src/call-market/loans.ts',
    right: '  return halfEvenDiv(amount * rate * BigInt(ticks), RATE_ONE * BigInt(ticksPerYear));',
    wrong:
      '  return halfEvenDiv(amount * rate * BigInt(ticks), RATE_ONE * BigInt(ticksPerYear)) + (rate > 0n ? 1n : 0n);',
  },
  {
    name: 'central-bank: custody pays a loan that is settled',
    file: 'packages/central-bank/src/facilities/outside-settlement.ts',
    right: '.filter(({ contract }) => contract === -1 || register.isOpen(contract))',
    wrong: '.filter(({ contract }) => contract === -1 || register.count > contract)',
    economies: 4000,
  },
  {
    name: 'sim: a loan that was not paid stays in the books',
    file: 'packages/sim/src/bridges/overnight-market.ts',
    right: 'if (!register.isOpen(register.find(contract))) callMarket',
    wrong: 'if (!register.isOpen(register.find(contract)) && paid.gt(0)) callMarket',
  },
];

/** The sources and tests of all packages, with the dependencies of this tree. */
function copyTree() {
  const tree = mkdtempSync(path.join(os.tmpdir(), 'planted-'));
  for (const file of ['package.json', 'vitest.workspace.ts', 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(path.join(root, file), path.join(tree, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  for (const name of readdirSync(path.join(root, 'packages')))
    cpSync(path.join(root, 'packages', name), path.join(tree, 'packages', name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('/dist'),
    });
  return tree;
}

/** Runs the check on a copy: what found something, or undefined. */
function check(tree, economies = ECONOMIES) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', 'vitest.workspace.ts', '--project', 'sim', '--typecheck.enabled=false', 'everything'],
    ],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, BAGEHOT_ECONOMIES: String(economies), NO_COLOR: '1' },
    },
  );
  if (status === 0) return undefined;
  const found = /^Got (.*)/m.exec(stdout + stderr);
  if (found === null) throw new Error(`the check did not run:\n${stdout}${stderr}`);
  return found[1];
}

/** The source that a bug is planted in. It has once what is to be wrong. */
function sourceFor({ name, file, right }) {
  const source = readFileSync(path.join(root, file), 'utf8');
  if (source.split(right).length !== 2) throw new Error(`${file} does not have once what is to be wrong for "${name}"`);
  return source;
}

const sources = bugs.map(sourceFor);
if (process.argv.includes('--places')) {
  console.log(`${bugs.length} bugs can be planted`);
  process.exit();
}
const tree = copyTree();
const rows = [];
try {
  const clean = check(tree);
  rows.push(['none', clean === undefined, clean ?? 'nothing found']);
  for (const [k, { name, file, right, wrong, economies }] of bugs.entries()) {
    const target = path.join(tree, file);
    const source = sources[k];
    writeFileSync(
      target,
      source.replace(right, () => wrong),
    );
    const found = check(tree, economies);
    rows.push([name, found !== undefined, found ?? 'nothing found']);
    writeFileSync(target, source);
  }
} finally {
  rmSync(tree, { recursive: true, force: true });
}
for (const [name, asItShould, found] of rows)
  console.log(`${asItShould ? 'ok  ' : 'FAIL'} ${name.padEnd(60)} ${found}`);
if (rows.some(([, asItShould]) => !asItShould)) process.exitCode = 1;
