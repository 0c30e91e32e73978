export const COMMANDS = ['ask', 'mine', 'search', 'status', 'substitute', 'link', 'help'] as const;
export type CommandName = (typeof COMMANDS)[number];
