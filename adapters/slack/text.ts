/** Slack's way of writing text (mrkdwn), to and from plain text. */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Plain text for a mrkdwn field: no mention, link or entity can come out of it. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** What a person typed, from the mrkdwn in an event: links as their address, mentions as their label where Slack gives one. */
export function plainText(mrkdwn: string): string {
  return unescapeText(
    mrkdwn.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) =>
      reference(target, label),
    ),
  );
}

/** What a person typed after a slash command: Slack makes nothing of it but entities. */
export function unescapeText(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

function reference(target: string, label: string | undefined): string {
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('@')) return `@${label || target.slice(1)}`;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  return target.replace(/^mailto:/, '');
}

/** The words after the bot's name. */
export function withoutMention(mrkdwn: string, botUser: string): string {
  return mrkdwn.replace(new RegExp(`<@${botUser}(?:\\|[^>]*)?>`, 'g'), ' ').trim();
}
