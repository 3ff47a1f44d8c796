import { createFinancingLog, normalizeWeights } from '@bagehot/financing';

import { roundByHand } from '/tmp/h-l/packages/financing/test/log-fixture.ts';

(() => {
  let s = 12345;
  const r = () => (s = (s * 1103515245 + 12345) % 2147483648) / 2147483648;
  const q = () => Math.floor(r() * 1e5) / 1e4;
  const agents = Array.from({ length: 100 }, (_, id) => ({
    id,
    alpha: normalizeWeights([r() + 0.01, r() + 0.01, r() + 0.01]),
    home: [0, 0, 0],
    personal: [q(), q(), q()],
  }));
  for (const mode of ['PERSONAL', 'TOTAL_WEALTH'] as const) {
    const event = roundByHand({ agents, prices: ['1', '1.2251886758662806577', '0.63405445017244831713'], mode });
    for (let k = 0; k < 8; k++) {
      const log = createFinancingLog();
      let t = performance.now();
      for (let i = 1; i <= 100; i++) log.emit({ ...event, round: i });
      const a = performance.now() - t;
      t = performance.now();
      let n = 0;
      let text = '';
      log.jsonLines({
        write: (x) => {
          n += x.length;
          text += x;
        },
      });
      const b = performance.now() - t;
      console.log(mode, 'append', a.toFixed(1), 'jsonl', b.toFixed(1), n, text.length);
    }
  }
})();
