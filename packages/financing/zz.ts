import { createFinancingLog, normalizeWeights, createSpatialEconomy, parseLog, replayLog, roundSummaries, agentDiagnostics, logDigest, verifyLog } from '@bagehot/financing';
(async () => {
  let s = 12345;
  const r = () => { s = (s * 1103515245 + 12345) % 2147483648; return s / 2147483648; };
  const q = () => Math.floor(r() * 1e5) / 1e4;
  const agents = Array.from({ length: 100 }, (_, id) => ({ id, alpha: normalizeWeights([r() + 0.01, r() + 0.01, r() + 0.01]), home: [q(), q(), q()], personal: [q(), q(), q()], homePosition: [Math.floor(r()*12), Math.floor(r()*12)] as const }));
  for (const mode of ['PERSONAL', 'TOTAL_WEALTH'] as const) for (let k = 0; k < 3; k++) {
    const log = createFinancingLog();
    let inLog = 0;
    const t0 = performance.now();
    createSpatialEconomy({ agents, mode, grid: { width: 12, height: 12 }, departure: 'never', maxRounds: 100, clearedRounds: 1000, maxStaleRounds: 1000 }, { events: { emit: (e) => { const t = performance.now(); log.emit(e); inLog += performance.now() - t; } } }).run();
    const run = performance.now() - t0;
    const time = async (name: string, f: () => unknown) => { const t = performance.now(); const x = await f(); out.push(`${name} ${(performance.now() - t).toFixed(0)}`); return x as never; };
    const out: string[] = [];
    let text = '';
    await time('jsonl', () => log.jsonLines({ write: (x) => { text += x; } }));
    await time('csv', () => log.csv({ write: () => {} }));
    const rows = await time('parse', () => parseLog(text)) as ReturnType<typeof parseLog>;
    await time('rows', () => [...log.rows()].length);
    await time('replay', () => { for (const _ of replayLog(rows)); });
    await time('replay course', () => { for (const _ of replayLog(rows, { checks: 'course' })); });
    await time('summaries', () => roundSummaries(rows));
    await time('diagnostics', () => agentDiagnostics(rows));
    const d = await time('digest', () => logDigest(text)) as Awaited<ReturnType<typeof logDigest>>;
    await time('verify', () => verifyLog(text, d));
    console.log(mode, 'run', run.toFixed(0), 'of that log', inLog.toFixed(0), out.join(', '), (text.length / 1e6).toFixed(1) + ' MB', log.length);
  }
})();
