/** Whether the same thing was asked before: title or the vendor's words alike, whatever the case, spaces and punctuation. */
import { asksTheSame, type Instant, isDecided } from '../domain/index.ts';
import type { Register, RegisterEntry } from '../ports.ts';

/** What the new question is compared by. A practice question has only practice ones before it. */
export interface Asked {
  collaboration: string;
  practice: boolean;
  title: string;
  body: string;
}

export type Precedent = Pick<RegisterEntry, 'number' | 'text' | 'title'> & {
  question: string;
  /** null: it is open. */
  decidedAt: Instant | null;
};

/** Open questions and decided ones that stand, the open first, then the latest decision. `except`: the question itself, when it is asked again by a repeat. */
export async function precedentsOf(
  register: Pick<Register, 'list'>,
  asked: Asked,
  except?: string,
): Promise<Precedent[]> {
  const entries = await register.list({ collaboration: asked.collaboration });
  const alike = entries.filter(
    (entry) =>
      entry._id !== except &&
      entry.practice === asked.practice &&
      stands(entry) &&
      asksTheSame(asked, { title: entry.title, body: entry.asks }),
  );
  const found = alike.map(({ _id, number, title, text, decidedAt }) => ({
    question: _id,
    number,
    title,
    text,
    decidedAt,
  }));
  return found.sort((a, b) => (order(a) < order(b) ? 1 : -1));
}

/** Withdrawn questions were never answered; of one that was superseded, the newer decision stands. */
function stands({ status }: RegisterEntry): boolean {
  return status === 'open' || isDecided(status);
}

/** Later is greater, open the greatest. */
function order({ decidedAt }: Precedent): string {
  return decidedAt ?? '~';
}
