/** Reading collaboration.yaml: the file's shape, the collaboration it describes and what it would change. */
export { type Built, buildCollaboration, type FileLink, readCollaborationFile } from './build.ts';
export { changeText } from './change-words.ts';
export { type Change, changesBetween } from './changes.ts';
export { type Path, type Problem, pathText, problemText } from './problem.ts';
export type { CollaborationFile, CollaborationFileInput } from './schema.ts';
