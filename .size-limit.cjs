/** Budgets of what a user's bundle grows by (minified, brotli). A budget is raised in review, with a reason, never by habit. */
module.exports = [
  { name: 'kernel: decimal alone', path: 'packages/kernel/dist/index.js', import: '{ decimal }', limit: '4 kB' },
  { name: 'kernel', path: 'packages/kernel/dist/index.js', limit: '25 kB' },
  { name: 'kernel/quanta', path: 'packages/kernel/dist/quanta.js', limit: '21 kB' },
  { name: 'dealer', path: 'packages/dealer/dist/index.js', limit: '42 kB' },
  { name: 'ring', path: 'packages/ring/dist/index.js', limit: '35 kB' },
  { name: 'financing', path: 'packages/financing/dist/index.js', limit: '52 kB' },
  { name: 'sim', path: 'packages/sim/dist/index.js', limit: '290 kB' },
  { name: 'report', path: 'packages/report/dist/index.js', limit: '78 kB' },
  { name: 'exchange', path: 'packages/exchange/dist/index.js', limit: '20 kB' },
  { name: 'exchange/spatial', path: 'packages/exchange/dist/spatial.js', limit: '45 kB' },
  { name: 'central-bank', path: 'packages/central-bank/dist/index.js', limit: '61 kB' },
  { name: 'telemetry', path: 'packages/telemetry/dist/index.js', limit: '8 kB' },
];
