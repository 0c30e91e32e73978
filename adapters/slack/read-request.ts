import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { isValidSlackRequest } from '@slack/bolt';

const LARGEST_BODY = 1_000_000;
/** A larger body is read to its end, so that the sender gets the answer; beyond this we hang up. */
const LARGEST_DRAINED = 10_000_000;
const LARGEST_SKEW_S = 5 * 60;

/** null: larger than 1 MB. Rejects when the sender hangs up. */
export async function readBody(req: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= LARGEST_BODY) parts.push(part);
    else if (size > LARGEST_DRAINED) return null;
  }
  return size > LARGEST_BODY ? null : Buffer.concat(parts).toString('utf8');
}

/** Whether Slack signed this body within five minutes of now. Bolt checks the signature and the past, not the future. */
export function isFromSlack(req: IncomingMessage, body: string, signingSecret: string, nowMs: number): boolean {
  const signature = req.headers['x-slack-signature'];
  const timestamp = Number(req.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !Number.isInteger(timestamp)) return false;
  if (timestamp > nowMs / 1000 + LARGEST_SKEW_S) return false;
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  return isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: nowMs });
}

/** The payload: a form post (with JSON in `payload`, or a command's fields) or JSON. null: malformed. */
export function parseBody(body: string, contentType: string | undefined): Record<string, unknown> | null {
  if (!contentType?.startsWith('application/x-www-form-urlencoded')) return jsonObject(body);
  const fields = parse(body);
  return typeof fields.payload === 'string' ? jsonObject(fields.payload) : { ...fields };
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
