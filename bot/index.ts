/** The face that adapters, stores and the composition root import. */
export type * from './collaboration.ts';
export * from './domain/index.ts';
export type * from './face.ts';
export { createHandle, type Handle } from './handle.ts';
export * from './policy-schema.ts';
export type * from './ports.ts';
export { NotDelivered } from './ports.ts';
export type * from './view.ts';
