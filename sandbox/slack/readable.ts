import type { Directory } from './directory.ts';

/** Slack's markup as a person reads it: mentions by name, links by their label, entities as characters. */
export function readable(text: string, directory: Directory): string {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${directory.nameOf(id)}`)
    .replace(
      /<#(\w+)(?:\|([^>]*))?>/g,
      (_, id: string, name?: string) => `#${name || directory.channel(id)?.name || id}`,
    )
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(\w+)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<([^@#!|>][^|>]*)\|([^>]*)>/g, '$2')
    .replace(/<([^@#!|>][^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The signs that Slack's markup is made of, as entities. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What a person types as Slack sends it: entities escaped, @Name as a mention, addresses in angle brackets. */
export function typed(text: string, directory: Directory): string {
  let result = escaped(text);
  for (const id of [directory.bot.userId, ...directory.userIds()]) {
    result = result.replaceAll(`@${directory.nameOf(id)}`, `<@${id}>`);
  }
  return result.replace(/(^|[\s(])(https?:\/\/[^\s<>()]*[^\s<>().,;:!?])/g, '$1<$2>');
}
