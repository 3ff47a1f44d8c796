import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A port of this machine that nobody uses. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A Redis server of one's own: a process on a free port, that keeps what it is told in a file. */
class RedisServer {
  #child;
  #folder = mkdtempSync(path.join(tmpdir(), 'bagehot-redis-'));

  constructor(port) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  get pid() {
    return this.#child.pid;
  }

  /** Starts it, or starts it again with what it had kept. Rejects when it says nothing of being ready. */
  async start() {
    const args = ['--port', this.port, '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''];
    const durable = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    this.#child = spawn('redis-server', [...args, ...durable].map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
    const said = [];
    await new Promise((resolve, reject) => {
      this.#child.on('error', ({ code, message }) =>
        reject(
          new Error(
            code === 'ENOENT'
              ? 'redis-server is not installed, and what is to be tested here needs a real one: apt-get install redis-server'
              : message,
          ),
        ),
      );
      this.#child.on('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said.join('')}`)));
      this.#child.stdout.on('data', (text) => {
        said.push(text);
        if (said.join('').includes('Ready to accept connections')) resolve();
      });
    });
  }

  /** Takes it away without a word, as a power cut does. */
  async kill() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    this.#child.kill('SIGCONT');
    await gone;
  }

  /** Ends it, and removes what it kept. */
  async stop() {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Starts a server. Rejects, and says what to install, where there is none. */
export async function startRedis() {
  const server = new RedisServer(await freePort());
  await server.start();
  return server;
}
