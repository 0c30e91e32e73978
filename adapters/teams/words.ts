/** Text for Adaptive Cards, where some elements read a small Markdown and every one reads {{DATE(…)}}. */

/** No longer than `limit` characters; the cut is marked. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, Math.max(1, limit - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** For TextRun, button titles, labels: read as they are, save the date functions, which a zero-width space breaks. */
export function plain(text: string): string {
  return text.replace(/\{\{(?=(?:DATE|TIME)\()/g, '{\u200b{');
}

/** For TextBlock and FactSet, which read Markdown: nothing of what a person wrote is taken as markup. */
export function literal(text: string): string {
  return plain(text.trim())
    .replace(/[\\`*_[\]<>~]|&(?=#?\w+;)/g, '\\$&')
    .replace(/^(\s*)([#+=-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}

/** Splits into plain text and web addresses. */
export function withLinks(text: string): { text: string; url?: string }[] {
  return text
    .split(/(https:\/\/[^\s<>"»”]*[^\s<>"»”.,:;!?)\]])/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('https://') ? { text: part, url: part } : { text: part }));
}
