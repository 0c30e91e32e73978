import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

const QUIET_MS = 300;

/** Keeps the world in a file: written a moment after the last change, whole or not at all. */
export function createSaver(file: string | undefined, snapshot: () => unknown) {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (!file) return;
    await writeFile(`${file}.tmp`, JSON.stringify(snapshot()));
    await rename(`${file}.tmp`, file);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  return {
    read(): unknown {
      return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    },
    changed(): void {
      if (file)
        timer ??= setTimeout(
          () => void flush().catch((error) => console.error('sandbox: not saved:', error)),
          QUIET_MS,
        );
    },
    flush,
  };
}
