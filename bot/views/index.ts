/** Questions as people see them: state in, platform-neutral views and forms out. Pure. */
export * from './acts.ts';
export { cardView } from './card.ts';
export * from './context.ts';
export * from './names.ts';
export { needsText, reasonText, remainsText } from './needs.ts';
