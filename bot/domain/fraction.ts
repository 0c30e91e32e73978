import type { Share } from './policy.ts';

type Parts = [numerator: number, denominator: number];

/** The few that the rules name, taken apart once. */
const known = new Map<Share, Parts>();
function parts(share: Share): Parts {
  const found = known.get(share);
  if (found) return found;
  const [n, d] = share.split('/').map(Number);
  const apart: Parts = [n ?? 0, d ?? 1];
  known.set(share, apart);
  return apart;
}

/** Whether count/total >= share, exactly. A total of 0 never reaches a share. */
export function reaches(count: number, total: number, share: Share): boolean {
  const [n, d] = parts(share);
  return total > 0 && count * d >= n * total;
}

/** The smallest count with count/total >= share. */
export function neededOf(total: number, share: Share): number {
  const [n, d] = parts(share);
  return Math.ceil((total * n) / d);
}

/** How many more of `yes` make (yes + x)/(total + x) >= share. Infinity when the share is 1 and something stands against. */
export function moreToReach(yes: number, total: number, share: Share): number {
  if (reaches(yes, total, share)) return 0;
  const [n, d] = parts(share);
  if (n >= d) return yes === total ? 1 : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil((n * total - yes * d) / (d - n)));
}

/** "n/d" in lowest terms; 0/1 for nothing of nothing. */
export function reduced(count: number, total: number): Share {
  if (total === 0) return '0/1';
  const divisor = gcd(count, total);
  return `${count / divisor}/${total / divisor}`;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
