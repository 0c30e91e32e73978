/** The face that adapters, stores and the composition root import. */
export * from './audit.ts';
export type * from './collaboration.ts';
export { type Core, createCore } from './core.ts';
export * from './domain/index.ts';
export type * from './face.ts';
export { createHandle, type Handle } from './handle.ts';
export * from './import/index.ts';
export { catalog, date as dateText, local } from './messages/index.ts';
export * from './policy-schema.ts';
export type * from './ports.ts';
export { NO_METER, NotDelivered } from './ports.ts';
export { applyCollaboration, linksIn, rosterOf } from './roster.ts';
export * from './rules-trial.ts';
export { weeklyOn } from './schedule/weekly.ts';
export { unseal } from './seal.ts';
export { createSharedClock } from './shared-clock.ts';
export { inTurns } from './turns.ts';
export type * from './view.ts';
