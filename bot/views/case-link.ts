/** The address of a question in the web register. */

/** E.g. https://samrad.example.no and HT-2027-014: https://samrad.example.no/sak/HT-2027-014. */
export function caseLink(publicUrl: string, number: string): string {
  return `${baseOf(publicUrl)}${encodeURIComponent(number)}`;
}

/** What stands for the number in such an address; null: it is none of ours. */
export function numberInLink(publicUrl: string, link: string): string | null {
  const base = baseOf(publicUrl);
  if (!URL.canParse(link) || !new URL(link).href.startsWith(base)) return null;
  const { origin, pathname } = new URL(link);
  try {
    return decodeURIComponent(`${origin}${pathname}`.slice(base.length));
  } catch {
    return null;
  }
}

function baseOf(publicUrl: string): string {
  return new URL('sak/', `${publicUrl.replace(/\/$/, '')}/`).href;
}
