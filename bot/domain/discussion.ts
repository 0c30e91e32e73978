/** What is said under a card, as it reads now. */
import type { EventOf } from './events.ts';
import type { Comment, Instant } from './question.ts';

type Said = EventOf<'commented' | 'comment-edited' | 'comment-withdrawn'>;

/** The comments after something was said, edited or taken away. */
export function discussed(comments: Comment[], event: Said, at: Instant): Comment[] {
  switch (event.type) {
    case 'commented': {
      const { person, text, source } = event;
      return [...comments, { person, at, text, ...(source ? { source } : {}) }];
    }
    case 'comment-edited':
      return comments.map((one) => {
        if (!isOf(one, event.source)) return one;
        const { withdrawnAt: _back, ...rest } = one;
        return { ...rest, text: event.text, editedAt: at };
      });
    case 'comment-withdrawn':
      return comments.map((one) => (isOf(one, event.source) ? { ...one, withdrawnAt: at } : one));
  }
}

/** The comment that a message became; undefined: none. */
export function commentIn(
  comments: Comment[],
  source: Pick<NonNullable<Comment['source']>, 'message'>,
): Comment | undefined {
  return comments.find((one) => isOf(one, source));
}

function isOf(comment: Comment, { message }: { message: string }): boolean {
  return comment.source?.message === message;
}
