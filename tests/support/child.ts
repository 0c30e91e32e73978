/** A program of ours in a process of its own, whose words can be waited for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';

const TSX = createRequire(import.meta.url).resolve('tsx');

export interface Child {
  /** All it has said, on both streams. */
  said(): string;
  /** Until it says this; gives the match. Rejects when it ends before. */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpMatchArray>;
  tell(line: string): void;
  /** SIGSTOP holds it still until SIGCONT. */
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  pid: number;
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

export function startChild(
  program: URL,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Child {
  // A bundle is plain JavaScript: tsx would go through all of it again.
  const loader = program.pathname.endsWith('.mjs') ? [] : ['--import', TSX];
  const child: ChildProcess = spawn(process.execPath, [...loader, program.pathname, ...args], {
    ...(options.cwd ? { cwd: options.cwd } : {}),
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const waiting = new Set<() => void>();
  const hear = (part: Buffer) => {
    said += part.toString('utf8');
    for (const look of waiting) look();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  // What is told to one that has ended is told to nobody.
  child.stdin?.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));

  return {
    ended,
    pid: child.pid ?? 0,
    said: () => said,
    tell: (line) => void child.stdin?.write(`${line}\n`),
    kill: (signal) => void child.kill(signal),
    says(pattern, withinMs = 20_000) {
      return new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const fail = (why: string) => {
          done();
          reject(new Error(`${why} before ${pattern}: ${said.slice(-2000)}`));
        };
        const timer = setTimeout(fail, withinMs, 'nothing came');
        const look = () => {
          const match = pattern.exec(said);
          if (!match) return;
          done();
          resolve(match);
        };
        waiting.add(look);
        look();
        void ended.then(() => fail('it ended'));
      });
    },
  };
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
