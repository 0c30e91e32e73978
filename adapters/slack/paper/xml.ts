/** What XML can't hold at all: most control characters, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function escapeXml(text: string): string {
  const whole = text.toWellFormed().replace(FORBIDDEN, '');
  return whole.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Text as it was written, line breaks too. */
export function run(text: string, bold = false): string {
  const lines = text.split(/\r?\n/).map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`);
  return `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}${lines.join('<w:br/>')}</w:r>`;
}

/** In a style of styles.xml; absent: body text. `content`: words, or runs. */
export function paragraph(content: string | { runs: string[] }, style?: string): string {
  const runs = typeof content === 'string' ? run(content) : content.runs.join('');
  return `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${runs}</w:p>`;
}
