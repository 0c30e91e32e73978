/** Up to `limit` of these, those of each share in their order, the shares taking turns: a long line of one keeps no other waiting. */
export function inTurns<T>(items: T[], shareOf: (item: T) => string, limit: number): T[] {
  const lines = new Map<string, T[]>();
  for (const item of items) {
    const line = lines.get(shareOf(item)) ?? [];
    line.push(item);
    lines.set(shareOf(item), line);
  }
  const taken: T[] = [];
  for (let turn = 0; taken.length < limit && lines.size > 0; turn++) {
    for (const [share, line] of lines) {
      const item = line[turn];
      if (item === undefined) lines.delete(share);
      else if (taken.length < limit) taken.push(item);
    }
  }
  return taken;
}
