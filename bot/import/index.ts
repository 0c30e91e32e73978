/** Reading collaboration.yaml: the file's shape, the collaboration it describes and what it would change. */
export { type Built, buildCollaboration, readCollaborationFile } from './build.ts';
export { changeText } from './change-words.ts';
export { type Change, changesBetween } from './changes.ts';
export { type Problem, problemText } from './problem.ts';
export { approvalWarning } from './rules.ts';
export type { CollaborationFileInput } from './schema.ts';
