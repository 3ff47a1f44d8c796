import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeDay, createEconomy } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/architecture.md');

/** A package as it is: its manifest and its sources. */
interface Package {
  /** Of its folder; `cli` is the command line. */
  readonly folder: string;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly peers: readonly string[];
  /** Entry points with the file behind each; the manifest itself left out. */
  readonly entries: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

const packages = readdirSync(path.join(root, 'packages')).map((folder): Package => {
  const manifest = JSON.parse(read(`packages/${folder}/package.json`)) as Manifest;
  const { name, dependencies = {}, peerDependencies = {}, optionalDependencies = {}, exports } = manifest;
  const entries = Object.entries(exports).flatMap(([entry, target]) => {
    const source = typeof target === 'string' ? undefined : target['@bagehot/source'];
    return source === undefined ? [] : [[entry, path.posix.join('packages', folder, source)] as const];
  });
  const peers = [...Object.keys(peerDependencies), ...Object.keys(optionalDependencies)];
  return { folder, name, dependencies: Object.keys(dependencies), peers, entries: new Map(entries) };
});

/** `dealer` for `@bagehot/dealer`, `bagehot` for the command line; undefined for what is not ours. */
const shortName = (name: string): string | undefined =>
  packages.some((one) => one.name === name) ? name.replace('@bagehot/', '') : undefined;

/** Arrows of the graph, `dealer -> kernel`, in order. */
const arrows = (graph: Iterable<readonly [from: string, to: Iterable<string>]>): readonly string[] =>
  [...new Set([...graph].flatMap(([from, targets]) => [...targets].map((to) => `${from} -> ${to}`)))].sort();

const declared = arrows(
  packages.map(({ name, dependencies }) => [
    shortName(name) as string,
    dependencies.flatMap((dependency) => shortName(dependency) ?? []),
  ]),
);

/** What the sources of a package import of other packages of ours. */
function imported({ folder, name }: Package): readonly string[] {
  const files = readdirSync(path.join(root, 'packages', folder, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      Array.from(
        read(`packages/${folder}/src/${file}`).matchAll(
          /^(?:import|(?:import|export|\}).*? from) '([^']+)';|import\('([^']+)'\)/gm,
        ),
        ([, from, lazily]) => (from ?? lazily ?? '').split('/').slice(0, 2).join('/'),
      ),
    )
    .flatMap((from) => shortName(from) ?? shortName(from.split('/')[0] ?? '') ?? [])
    .filter((other) => other !== shortName(name));
}

/** The part of the page under a heading, up to the next one of its level or above. */
function section(heading: string): string {
  const level = heading.indexOf(' ');
  const lines = page.split('\n');
  const start = lines.indexOf(heading);
  if (start === -1) throw new Error(`no section ${heading}`);
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
}

/** The rows of the tables in a text, without their heads, cell by cell. */
function rows(text: string): readonly (readonly string[])[] {
  const tables = text.split('\n').filter((line) => line.startsWith('|'));
  return tables
    .filter((_, k) => !/^\|-/.test(tables[k] ?? '') && !/^\|-/.test(tables[k + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** Words in backticks. */
const coded = (cell: string): readonly string[] => Array.from(cell.matchAll(/`([^`]+)`/g), ([, word = '']) => word);

const words = (cell: string): readonly string[] => cell.split(', ').filter((word) => word !== '' && word !== 'none');

/**
 * The arrows of the drawing: from each name to those that hang below it, and to the name at the foot of the line at the right from all names that have one.
 */
function drawn(): readonly string[] {
  const [, drawing = ''] = /```text\n([\s\S]*?)\n```/.exec(section('## Who knows whom')) ?? [];
  const lines = drawing.split('\n').map((line) => {
    const [, indent = '', name = '', rest = ''] = /^([^a-z]*)([a-z-]+[a-z])(.*)$/.exec(line) ?? [];
    return { depth: indent.length, name, toFoot: /─+[┐┤]$/.test(rest) };
  });
  const foot = lines.at(-1);
  const above: { depth: number; name: string }[] = [];
  const graph: [string, string[]][] = [];
  for (const { depth, name, toFoot } of lines.slice(0, -1)) {
    while ((above.at(-1)?.depth ?? -1) >= depth) above.pop();
    const parent = above.at(-1);
    if (parent !== undefined) graph.push([parent.name, [name]]);
    if (toFoot && foot !== undefined) graph.push([name, [foot.name]]);
    above.push({ depth, name });
  }
  return arrows(graph);
}

describe('the graph of packages', () => {
  const table = rows(section('## Packages')).map(([name = '', , knows = '', entries = '', others = '']) => ({
    name: coded(name)[0] ?? '',
    knows: words(knows),
    entries: coded(entries),
    others: coded(others),
  }));

  it('is what the manifests declare, what the sources import, what the table says and what the drawing shows', () => {
    expect(declared.length).toBeGreaterThan(packages.length);
    expect(arrows(packages.map((one) => [shortName(one.name) as string, imported(one)]))).toEqual(declared);
    expect(arrows(table.map(({ name, knows }) => [shortName(name) ?? `unknown ${name}`, knows]))).toEqual(declared);
    expect(drawn()).toEqual(declared);
  });

  it.each(packages)('has $name with its entry points and what it needs from elsewhere', (one) => {
    const row = table.find(({ name }) => name === one.name);
    expect([...(row?.entries ?? [])].sort()).toEqual([...one.entries.keys()].sort());
    expect([...(row?.others ?? [])].sort()).toEqual(
      one.dependencies.filter((dependency) => shortName(dependency) === undefined).sort(),
    );
    for (const peer of one.peers) expect(coded(section('## Packages'))).toContain(peer);
  });
});

/** The names that a source file exports, which lists of exports name one by one. */
const exportsOf = (file: string): readonly string[] =>
  Array.from(read(file).matchAll(/export (?:type )?\{([^}]*)\}/g), ([, list = '']) => list.split(','))
    .flat()
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/^.* as /, ''),
    )
    .filter((name) => name !== '');

/** What a package offers to programs: all entry points but those for tests and files. */
const surface = (folder: string): readonly string[] =>
  packages
    .filter((one) => one.folder === folder)
    .flatMap(({ entries }) => [...entries])
    .flatMap(([entry, file]) => (entry === './testing' ? [] : exportsOf(file)));

/** The law checks of a package: functions of its `./testing`. */
async function checksOf({ entries }: Package): Promise<readonly string[]> {
  const file = entries.get('./testing');
  if (file === undefined) return [];
  const checks = exportsOf(file).filter((name) => /^check[A-Z]/.test(name));
  const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
  for (const check of checks) expect(module[check], check).toBeTypeOf('function');
  return checks;
}

describe('the tables of ports', () => {
  const sections = {
    kernel: '### Of the kernel',
    dealer: '### Of the dealer',
    ring: '### Of the ring',
    financing: '### Of financing',
    exchange: '### Of the exchange',
    'central-bank': '### Of the central bank',
    sim: '### Of sim',
    telemetry: '### Of telemetry',
  };

  it.each(Object.entries(sections))('of %s name what the package exports', (folder, heading) => {
    const known = surface(folder);
    const ports = rows(section(heading));
    expect(ports.length).toBeGreaterThan(0);
    for (const [port = '', , preset = ''] of ports) {
      const names = coded(port).filter((name) => /^[A-Z]/.test(name));
      expect(names.length, port).toBeGreaterThan(0);
      for (const name of [...names, ...coded(preset)]) expect(known, name).toContain(name);
    }
  });

  it('list every law check there is, as the how-to does', async () => {
    const checks = (await Promise.all(packages.map(checksOf))).flat().sort();
    expect(checks.length).toBeGreaterThan(20);
    const listed = Object.values(sections).flatMap((heading) =>
      rows(section(heading)).flatMap(([, , , check = '']) => coded(check)),
    );
    expect([...listed].sort()).toEqual(checks);
    // What goes into a check, or compares what one has recorded, stands in the how-to beside the checks.
    const howTo = rows(read('docs/how-to/test-your-own-model.md')).flatMap(([check = '']) => coded(check));
    expect(howTo.filter((name) => name.startsWith('check')).sort()).toEqual(checks);
  });
});

it('the table of the day has the phases of a composed day, in their order', () => {
  const listed = rows(section('## The day of a composed economy')).flatMap(([, phase = '']) => coded(phase));
  const phases = composeDay(createEconomy({ seed: 1 }), {
    exchange: { side: 1, rules: { regime: 'money_only' }, agents: [] },
    dealer: {},
    dealerFunding: { leverage: 2 },
    moneyMarket: { policyRate: '0.05' },
    facilities: {},
    backstop: { spread: 2 },
  });
  expect(phases.map(({ name }) => name)).toEqual(listed);
});

describe('the table of shapes', () => {
  it.each(rows(section('## Events, errors, streams, snapshots')))(
    'tells of %s what its sources have',
    (folder, ...cells) => {
      const [events = '', tables = '', error = '', snapshots = ''] = cells;
      for (const name of [events, tables, error].flatMap(coded)) expect(surface(folder ?? ''), name).toContain(name);
      const files = readdirSync(path.join(root, 'packages', folder ?? '', 'src'), {
        recursive: true,
        encoding: 'utf8',
      });
      const text = files.filter((file) => file.endsWith('.ts')).map((file) => read(`packages/${folder}/src/${file}`));
      for (const kind of coded(snapshots))
        expect(
          text.some((one) => one.includes(`kind: '${kind}'`)),
          kind,
        ).toBe(true);
    },
  );
});
