import type { Database } from 'libsql';

/** Writes of concurrent callers, gathered: one transaction and one fsync for all that arrived in the same turn. */
export interface Writer {
  /**
   * Runs `work` inside the next transaction; resolves with its result after COMMIT, so what it wrote is durable.
   * `work` only runs statements (it may be run again on its own when a neighbour faulted); it is synchronous.
   */
  write<T>(work: () => T): Promise<T>;
  /** Waits for what is queued; later writes are refused. */
  close(): Promise<void>;
}

interface Job {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** `onGroup` hears how many writes shared a transaction (for benchmarks). */
export function createWriter(db: Database, onGroup: (size: number) => void = () => {}): Writer {
  let queue: Job[] = [];
  let closed = false;

  function drain(): void {
    const jobs = queue;
    queue = [];
    if (commit(db, jobs)) {
      onGroup(jobs.length);
      return;
    }
    // One of them faulted and the group was rolled back: each on its own, so that only the faulty one fails.
    for (const job of jobs) commit(db, [job]);
  }

  function write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (closed) return reject(new Error('The store is closed.'));
      if (queue.length === 0) setImmediate(drain);
      queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  async function close(): Promise<void> {
    closed = true;
    if (queue.length > 0) await new Promise((done) => setImmediate(done));
  }

  return { write, close };
}

/** Settles every job and returns true, save when one of several jobs threw: then nothing is written or settled, and it returns false. */
function commit(db: Database, jobs: Job[]): boolean {
  let working = false;
  try {
    db.exec('BEGIN IMMEDIATE');
    working = true;
    const results = jobs.map((job) => job.work());
    working = false;
    db.exec('COMMIT');
    for (const [i, job] of jobs.entries()) job.resolve(results[i]);
    return true;
  } catch (error) {
    rollback(db);
    if (working && jobs.length > 1) return false;
    for (const job of jobs) job.reject(error);
    return true;
  }
}

/** Some faults (disk full) have rolled back already. */
function rollback(db: Database): void {
  try {
    if (db.inTransaction) db.exec('ROLLBACK');
  } catch {
    // The next BEGIN says what is wrong.
  }
}
