/** The longest texts that the core takes, in characters: what both platforms show in one piece. Forms ask for no more. */
export const MAX_TEXT = 3000;
export const MAX_TITLE = 150;
/** Who is responsible, an area of work. */
export const MAX_SHORT = 200;
export const MAX_TERM = 100;
/** An address; those that Teams makes of a message are some 400 characters long. */
export const MAX_LINK = 1000;
