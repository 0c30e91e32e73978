import type { Change } from './changes.ts';

/** One line for the operator's terminal: "+" new, "-" gone, "~" changed. */
export function changeText(change: Change): string {
  const sign = change.old === null ? '+' : change.new === null ? '-' : '~';
  return `${sign} ${sentence(change)}`;
}

function sentence(change: Change): string {
  const { about, what, where, old, new: now } = change;
  switch (about) {
    case 'seat':
      if (old === null) return `${what} takes ${now} in ${where}`;
      return now === null ? `${what} leaves ${old} in ${where}` : `${what} moves from ${old} to ${now} in ${where}`;
    case 'substitute':
      if (old === null) return `${what} is substitute for ${now} in ${where}`;
      if (now === null) return `${what} is no longer substitute for ${old} in ${where}`;
      return `${what} is substitute for ${now} in ${where}, was for ${old}`;
    case 'office':
      if (old === null) return `${what} becomes ${now} of ${where}`;
      return now === null
        ? `${what} is no longer ${old} of ${where}`
        : `${what} becomes ${now} of ${where}, was ${old}`;
    case 'channel':
      return now === null ? `${what} is no longer linked to ${where}` : `${what} is linked to ${where}`;
    case 'topic':
      return `topic ${what} in ${where}: ${fromTo(old, now)}`;
    case 'period':
      return `${where} ${now === null ? 'no longer works' : 'works'} ${what}`;
    case 'person':
      // The id, because a new address needs it in the file: see docs/collaboration.md.
      return now === null ? `person ${old}, id ${what}` : `person ${fromTo(old, now)}`;
    default:
      return `${about} ${what}: ${fromTo(old, now)}`;
  }
}

function fromTo(old: string | null, now: string | null): string {
  return old !== null && now !== null ? `${old} -> ${now}` : (now ?? old ?? '');
}
