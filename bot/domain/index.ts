export type * from './commands.ts';
export { REFUSALS } from './commands.ts';
export type * from './events.ts';
export type * from './policy.ts';
export { DEFAULT_POLICY } from './policy.ts';
export type * from './question.ts';
export { CRITERIA } from './question.ts';
