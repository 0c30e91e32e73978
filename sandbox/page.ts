import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sendText } from './http.ts';

const SHELL = `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Samråd – prøvested</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/app.css">
</head>
<body><div id="root"></div><script type="module" src="/app.js"></script></body>
</html>`;

/** The page's files, bundled in memory the first time they are asked for. */
export function createPage() {
  let bundle: Promise<{ script: string; styles: string }> | undefined;

  async function bundled(): Promise<{ script: string; styles: string }> {
    const entry = fileURLToPath(new URL('page/main.tsx', import.meta.url));
    const result = await build({
      entryPoints: [entry],
      outdir: '/out',
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      minify: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
    });
    const file = (ending: string) => result.outputFiles.find((one) => one.path.endsWith(ending))?.text ?? '';
    const library = createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css');
    return { script: file('.js'), styles: `${readFileSync(library, 'utf8')}\n${file('.css')}` };
  }

  return {
    /** Answers /, /app.js and /app.css; false for anything else. */
    async handle(res: ServerResponse, url: URL): Promise<boolean> {
      if (url.pathname === '/') {
        sendText(res, 200, 'text/html', SHELL);
        return true;
      }
      if (url.pathname !== '/app.js' && url.pathname !== '/app.css') return false;
      bundle ??= bundled();
      const { script, styles } = await bundle.catch((error: unknown) => {
        bundle = undefined;
        throw error;
      });
      if (url.pathname === '/app.js') sendText(res, 200, 'text/javascript', script);
      else sendText(res, 200, 'text/css', styles);
      return true;
    },
  };
}
