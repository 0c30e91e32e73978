import { ConfigError } from './config.ts';

/** For the operator. `help`: which words there are. A fault that we did not foresee comes with its stack. */
export function sentenceFor(error: unknown, help: string): string {
  if (error instanceof ConfigError) return `the configuration is not complete\n${error.message}`;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'the port is taken by another program: set PORT to a free one';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `${error.message}\n${help}`;
  if (error.name.startsWith('Mongo')) return `MongoDB: ${error.message}`;
  // No such folder, no space, not allowed: the message names the file.
  if ('path' in error && 'syscall' in error) return error.message;
  return error.stack ?? error.message;
}
