import { type DeliveryFault, NotDelivered } from '../../bot/index.ts';
import { ConnectorFault } from './connector.ts';

/** What is missing when the connector doesn't find it: the place written to, or the message updated or answered. */
export type Target = 'place' | 'message';

/** Turns the connector's refusals into the core's. */
export async function delivered<T>(target: Target, sending: Promise<T>): Promise<T> {
  try {
    return await sending;
  } catch (error) {
    if (error instanceof NotDelivered) throw error;
    const fault = faultOf(error, target);
    throw new NotDelivered(fault, error instanceof Error ? error.message : fault.kind, { cause: error });
  }
}

/** A reference that this adapter did not make, or made in a way it has forgotten. */
export function unknownRef(): NotDelivered {
  return new NotDelivered({ kind: 'rejected' }, 'the reference is not one of Teams');
}

function faultOf(error: unknown, target: Target): DeliveryFault {
  if (!(error instanceof ConnectorFault)) return { kind: 'later', retryAfterMs: null, unsure: true };
  switch (error.status) {
    case 403:
      return { kind: 'channel-gone' };
    case 404:
    case 410:
      return { kind: target === 'message' ? 'message-gone' : 'channel-gone' };
    case 400:
    case 413:
      return { kind: 'rejected' };
    case 401:
    case 412:
    case 429:
      // Our token, somebody else at the same moment, too much: refused, and passes with time.
      return { kind: 'later', retryAfterMs: error.retryAfterMs };
    default:
      // 5xx or no answer: it may have gone through.
      return { kind: 'later', retryAfterMs: error.retryAfterMs, unsure: true };
  }
}
