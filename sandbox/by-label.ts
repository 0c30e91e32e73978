/** Finding by what a person reads. */
export function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The one whose label is the text, else the first whose label begins with it (markup stars aside). */
export function byLabel<T>(all: T[], label: string, of: (one: T) => string): T | undefined {
  const bare = (one: T) => of(one).replace(/[*_]/g, '').trim();
  const begins = (one: T) => bare(one).toLowerCase().startsWith(label.trim().toLowerCase());
  return all.find((one) => same(bare(one), label)) ?? all.find(begins);
}
