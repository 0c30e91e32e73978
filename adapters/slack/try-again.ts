/** Thrown by a listener when the platform should send the same payload again (the database was away). */
export class TryAgain extends Error {}
