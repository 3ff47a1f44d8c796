import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const deploy = path.join(import.meta.dirname, '../../../deploy');
const read = (file: string): string => readFileSync(path.join(deploy, file), 'utf8');
const files = readdirSync(deploy, { recursive: true, encoding: 'utf8' });
const scripts = files.filter((file) => /\.(sh|sbatch)$/.test(file));
const manifests = files.filter((file) => file.startsWith(`kubernetes${path.sep}`));

const root = mkdtempSync(path.join(tmpdir(), 'bagehot-deploy-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let place = root;
beforeEach(() => {
  place = mkdtempSync(path.join(root, 'run-'));
});

/** Programs that write down how they were called, a line each, and otherwise do what is asked of them. */
function standIns(bodies: Readonly<Record<string, string>>): string {
  const bin = path.join(place, 'bin');
  mkdirSync(bin);
  for (const [name, body] of Object.entries(bodies))
    writeFileSync(path.join(bin, name), `#!/bin/bash\necho "${name} $*" >> "$CALLS"\n${body}\n`, { mode: 0o755 });
  return bin;
}

/** Runs a script with stand-ins; gives back how they were called. */
function calls(
  script: string,
  args: readonly string[],
  bodies: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): { readonly status: number | null; readonly stderr: string; readonly lines: readonly string[] } {
  const log = path.join(place, 'calls');
  const { status, stderr } = spawnSync('bash', [path.join(deploy, script), ...args], {
    cwd: place,
    encoding: 'utf8',
    env: { PATH: `${standIns(bodies)}:/usr/bin:/bin`, CALLS: log, ...environment },
  });
  const lines = readdirSync(place).includes('calls') ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return { status, stderr, lines };
}

const ARRAY = { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_COUNT: '100', SLURM_CPUS_PER_TASK: '4' };
const SRUN = { srun: '"$@"', bagehot: '' };

describe('scripts', () => {
  it.each(scripts)('%s is bash', (file) => {
    expect(spawnSync('bash', ['-n', path.join(deploy, file)], { encoding: 'utf8' }).stderr).toBe('');
    expect(read(file)).toMatch(/^#!\/usr\/bin\/env bash\n/);
    expect(read(file)).toContain('\nset -euo pipefail\n');
  });

  it('a task of a Slurm array runs its shard', () => {
    const { status, lines } = calls('slurm/sweep.sbatch', [], SRUN, ARRAY);
    const command = 'bagehot sweep comparison plan.yaml --shard 7/100 --out-dir sweep --workers 4';
    expect([status, lines]).toEqual([0, [`srun ${command}`, command]]);
  });

  it('a task that is submitted again alone belongs to the same sweep', () => {
    const own = { ...ARRAY, SLURM_ARRAY_TASK_COUNT: '1', SHARDS: '100', KIND: 'ring', PLAN: 'p.yaml', OUT_DIR: '/o' };
    const { lines } = calls('slurm/sweep.sbatch', [], SRUN, own);
    expect(lines[1]).toBe('bagehot sweep ring p.yaml --shard 7/100 --out-dir /o --workers 4');
  });

  it('a task fails when its shard does', () => {
    expect(calls('slurm/sweep.sbatch', [], { srun: '"$@"', bagehot: 'exit 3' }, ARRAY).status).toBe(3);
  });

  it('the parts are put together behind the array, and only if all of it went well', () => {
    const { status, lines } = calls('slurm/submit.sh', ['--array=3,17'], { sbatch: 'echo "4711;cluster"' });
    const slurm = path.join(deploy, 'slurm');
    expect(status).toBe(0);
    expect(lines).toEqual([
      `sbatch --parsable --export=ALL --array=3,17 ${slurm}/sweep.sbatch`,
      `sbatch --export=ALL --dependency=afterok:4711 ${slurm}/merge.sbatch`,
    ]);
    expect(readdirSync(place)).toContain('sweep');
  });

  it('the merge is one command', () => {
    const { lines } = calls('slurm/merge.sbatch', [], SRUN, { OUT_DIR: '/o' });
    expect(lines[1]).toBe('bagehot sweep merge /o');
  });

  it.each([
    ['sbatch options of the sweep', 'slurm/sweep.sbatch', ['--array=', '--requeue', '--cpus-per-task=', '--output=']],
    ['sbatch options of the merge', 'slurm/merge.sbatch', ['--ntasks=1', '--output=']],
  ])('%s stand before the first command, where Slurm reads them', (_, file, options) => {
    const head = read(file).split('\nset -euo pipefail\n')[0] ?? '';
    for (const option of options) expect(head).toContain(`\n#SBATCH ${option}`);
    expect(read(file).slice(head.length)).not.toContain('#SBATCH');
  });

  // The stand-in of GNU parallel skips three options with their values; xargs is there everywhere.
  it.each(['xargs', 'parallel'])('a plain shell runs every shard, then the merge, with %s', (how) => {
    const each = `shift 6; while read -r i; do "\${@//\\{\\}/$i}"; done`;
    const bodies = how === 'parallel' ? { bagehot: '', parallel: each } : { bagehot: '' };
    const { status, lines } = calls('shell/sweep.sh', ['plan.yaml', 'out', '3', '2'], bodies);
    const shards = [0, 1, 2].map((k) => `bagehot sweep comparison plan.yaml --shard ${k}/3 --out-dir out`);
    expect(status).toBe(0);
    expect(lines.filter((line) => line.startsWith('bagehot') && line.includes('--shard')).sort()).toEqual(shards);
    expect(lines.at(-1)).toBe('bagehot sweep merge out');
  });

  it('a plain shell puts nothing together when a shard has failed', () => {
    const { status, lines } = calls('shell/sweep.sh', ['plan.yaml', 'out', '3', '2'], {
      bagehot: '[[ "$*" != *1/3* ]]',
    });
    expect(status).not.toBe(0);
    expect(lines).toHaveLength(3);
  });
});

/** What of a manifest is looked at. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>> & { readonly template?: { readonly spec: PodSpec } };
}

interface PodSpec {
  readonly restartPolicy?: string;
  readonly containers: readonly {
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: unknown }[];
    readonly volumeMounts?: readonly { readonly name: string }[];
  }[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

function documentsOf(file: string): readonly Manifest[] {
  return parseAllDocuments(read(file)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  });
}

const API_OF: Readonly<Record<string, string>> = {
  ConfigMap: 'v1',
  Service: 'v1',
  PersistentVolumeClaim: 'v1',
  Job: 'batch/v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
};

describe('manifests of Kubernetes', () => {
  it.each(manifests)('%s names what it is, and mounts what there is', (file) => {
    const documents = documentsOf(file);
    expect(documents.length).toBeGreaterThan(0);
    for (const { apiVersion, kind, metadata, spec } of documents) {
      expect([kind, apiVersion]).toEqual([kind, API_OF[kind]]);
      expect(metadata.name).toMatch(/^[a-z][a-z-]*$/);
      const pod = spec?.template?.spec;
      if (pod === undefined) continue;
      const claimed = (spec['volumeClaimTemplates'] ?? []) as readonly { metadata: { name: string } }[];
      const volumes = [...(pod.volumes ?? []), ...claimed.map((claim) => claim.metadata)].map(({ name }) => name);
      for (const { image, volumeMounts = [], env = [] } of pod.containers) {
        expect(image).toBeTruthy();
        for (const { name } of volumeMounts) expect(volumes).toContain(name);
        // Kubernetes takes texts only, and YAML makes numbers of what looks like one.
        for (const { value } of env) expect(typeof value).toBe('string');
      }
    }
  });

  it('a pod of the Indexed Job runs the shard of its index', () => {
    const job = documentsOf('kubernetes/indexed-job.yaml').find(({ kind }) => kind === 'Job');
    const completions = Number(job?.spec['completions']);
    expect(job?.spec).toMatchObject({
      completionMode: 'Indexed',
      backoffLimitPerIndex: 5,
      maxFailedIndexes: completions,
    });
    const pod = job?.spec.template?.spec as PodSpec;
    expect(pod.restartPolicy).toBe('Never');
    const [container] = pod.containers;
    expect(container?.env).toEqual([{ name: 'SHARDS', value: String(completions) }]);
    const [shell = '', ...options] = [...(container?.command ?? []), ...(container?.args ?? [])];
    const log = path.join(place, 'calls');
    spawnSync(shell, options, {
      env: { PATH: `${standIns({ bagehot: '' })}:/bin`, CALLS: log, SHARDS: '100', JOB_COMPLETION_INDEX: '99' },
    });
    expect(readFileSync(log, 'utf8')).toBe(
      'bagehot sweep comparison /plan/plan.yaml --shard 99/100 --out-dir /sweep --workers 2\n',
    );
  });

  it('the merge reads the volume that the shards wrote', () => {
    const claims = ['kubernetes/indexed-job.yaml', 'kubernetes/merge-job.yaml'].map((file) => {
      const volumes = documentsOf(file).find(({ kind }) => kind === 'Job')?.spec.template?.spec.volumes;
      return volumes?.find(({ name }) => name === 'sweep')?.persistentVolumeClaim?.claimName;
    });
    expect(claims).toEqual(['sweep', 'sweep']);
  });

  it('the queue keeps what it is told, and its workers find it', () => {
    const documents = documentsOf('kubernetes/queue.yaml');
    const of = (kind: string): Manifest => documents.find((each) => each.kind === kind) as Manifest;
    const redis = of('StatefulSet').spec.template?.spec.containers[0]?.args?.join(' ');
    expect(redis).toContain('--appendonly yes');
    expect(redis).toContain('--maxmemory-policy noeviction');
    const { name } = of('Service').metadata;
    expect(of('Service').spec['selector']).toEqual({ app: name });
    expect(of('StatefulSet').spec['serviceName']).toBe(name);
    const [worker] = of('Deployment').spec.template?.spec.containers ?? [];
    expect(worker?.env).toEqual([{ name: 'REDIS_URL', value: `redis://${name}:6379` }]);
    expect(worker?.command).toEqual(['node', '/app/sweep-queue.mjs', 'work', '/sweep', '2']);
  });
});

it('the matrix of a CI service has as many jobs as shards, and puts them together after them', () => {
  const { jobs } = parse(read('ci/matrix.yml')) as {
    jobs: {
      shard: { env: { SHARDS: number }; strategy: { matrix: { shard: number[] } }; steps: { run?: string }[] };
      merge: { needs: string; steps: { run?: string }[] };
    };
  };
  const { env, strategy, steps } = jobs.shard;
  expect(strategy.matrix.shard).toEqual(Array.from({ length: env.SHARDS }, (_, k) => k));
  expect(steps.some(({ run }) => /--shard "\$\{\{ matrix\.shard \}\}\/\$SHARDS" /.test(run ?? ''))).toBe(true);
  expect(jobs.merge.needs).toBe('shard');
  expect(jobs.merge.steps.some(({ run }) => run === 'npx bagehot sweep merge sweep')).toBe(true);
});

it('the image has what the manifests start', () => {
  const text = read('docker/Dockerfile');
  expect(text).toMatch(/^FROM node:24-slim$/m);
  const [, source = '', target] = /^COPY (\S+) (\S+)$/m.exec(text) ?? [];
  expect(target).toBe('/app/sweep-queue.mjs');
  expect(readFileSync(path.join(deploy, '..', source), 'utf8')).toContain('@bagehot/sim/bullmq');
  const peers = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')).peerDependencies;
  for (const name of ['bullmq', 'ioredis']) expect(text).toContain(`${name}@${peers[name]}`);
});

it('the list of files names every one of them', () => {
  const listed = Array.from(read('README.md').matchAll(/\]\(([\w/.-]+)\)/g), ([, file]) => file);
  const there = files.filter((file) => file.includes(path.sep)).map((file) => file.replaceAll(path.sep, '/'));
  expect(listed.filter((file) => !file?.startsWith('..')).sort()).toEqual(there.sort());
});
