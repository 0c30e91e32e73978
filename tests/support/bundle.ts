/** One file of a program and all it imports: it loads in a third of the time, and a test that starts it often can be short. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = new URL('../../', import.meta.url);
const require = createRequire(import.meta.url);
/** With files of their own that they look for beside them. */
const LEFT_OUT = /^(libsql|esbuild)$/;

export async function bundle(program: URL, folder: string): Promise<URL> {
  const outfile = join(folder, 'program.mjs');
  const root = JSON.stringify(new URL('bundle.mjs', ROOT).href);
  await build({
    entryPoints: [fileURLToPath(program)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    // Only asked for by features of teams-ai that are not used; not installed.
    external: ['openai'],
    define: { 'import.meta.url': root },
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${root}); const __filename = ''; const __dirname = '';`,
    },
    plugins: [
      {
        name: 'left out',
        setup: ({ onResolve }) =>
          onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path: require.resolve(path), external: true })),
      },
    ],
  });
  return new URL(`file://${outfile}`);
}
