import type { Collection } from 'mongodb';
import { insert } from './insert.ts';
import type { Packed } from './pack.ts';

/**
 * The question's number in the series. Numbers have no gap, since n + 1 is tried only when n is seen to be taken, and a
 * question has one only, since (series, question) is unique.
 */
export async function claimNumber(numbers: Collection<Packed>, series: string, question: string): Promise<number> {
  const had = await numberOf(numbers, series, question);
  if (had !== null) return had;
  for (let n = (await highest(numbers, series)) + 1; ; n += 1) {
    if (await insert(numbers, { _id: `${series}:${n}`, series, n, question })) return n;
    const meanwhile = await numberOf(numbers, series, question);
    if (meanwhile !== null) return meanwhile;
  }
}

async function numberOf(numbers: Collection<Packed>, series: string, question: string): Promise<number | null> {
  const found = await numbers.findOne({ series, question });
  return found && Number(found.n);
}

async function highest(numbers: Collection<Packed>, series: string): Promise<number> {
  const [last] = await numbers.find({ series }).sort({ n: -1 }).limit(1).toArray();
  return last ? Number(last.n) : 0;
}
