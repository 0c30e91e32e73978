/** What a Word document has besides its words. */
import type { Language } from '../../../bot/index.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
export const NAMESPACE = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}"`;

/** What screen readers and spelling go by. */
const LOCALE: Record<Language, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

export const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/>` +
  `<Override PartName="/word/footer.xml" ContentType="${WORD}.footer+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
  '</Types>';

export const PACKAGE_PARTS = relationships(
  ['document', `${OFFICE}/officeDocument`, 'word/document.xml'],
  ['core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
);

export const DOCUMENT_PARTS = relationships(
  ['styles', `${OFFICE}/styles`, 'styles.xml'],
  ['footer', `${OFFICE}/footer`, 'footer.xml'],
);

function relationships(...all: [id: string, type: string, target: string][]): string {
  const each = all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

export function properties(title: string, language: Language): string {
  const namespaces = `xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`;
  const about = `<dc:title>${title}</dc:title><dc:creator>Samråd</dc:creator><dc:language>${LOCALE[language]}</dc:language>`;
  return `<cp:coreProperties ${namespaces}>${about}</cp:coreProperties>`;
}

/** The title and the page's number, at the foot of each page. */
export function footer(title: string): string {
  const page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>';
  const words = `<w:r><w:t xml:space="preserve">${title} · </w:t></w:r>`;
  return `<w:ftr ${NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr>${words}${page}</w:p></w:ftr>`;
}

/** Sizes in half points, distances in twentieths of a point. Headings and labels stay with what follows them. */
export function styles(language: Language): string {
  const font = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>';
  const usual = `<w:rPrDefault><w:rPr>${font}<w:sz w:val="22"/><w:lang w:val="${LOCALE[language]}"/></w:rPr></w:rPrDefault>`;
  const body = '<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>';
  return [
    `<w:styles ${NAMESPACE}><w:docDefaults>${usual}${body}</w:docDefaults>`,
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
    style('Title', 'Title', '<w:keepNext/><w:spacing w:after="60"/>', '<w:b/><w:sz w:val="40"/>'),
    style('Subtitle', 'Subtitle', '<w:spacing w:after="0"/>', '<w:color w:val="404040"/>'),
    style(
      'Heading1',
      'heading 1',
      `<w:keepNext/>${LINE_ABOVE}<w:spacing w:before="360"/><w:outlineLvl w:val="0"/>`,
      HEAD,
    ),
    style('Heading2', 'heading 2', '<w:keepNext/><w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="24"/>'),
    style('Point', 'Point', '<w:keepNext/><w:spacing w:before="120" w:after="40"/>', '<w:b/>'),
    style('Label', 'Label', '<w:keepNext/><w:spacing w:before="120" w:after="0"/>', '<w:b/>'),
    style('Quote', 'Quote', `${LINE_BESIDE}<w:spacing w:after="120"/><w:ind w:left="240"/>`, ''),
    style('Fact', 'Fact', '<w:spacing w:after="0"/><w:ind w:left="240"/>', ''),
    style('Small', 'Small', '', '<w:color w:val="404040"/><w:sz w:val="18"/>'),
    '</w:styles>',
  ].join('');
}

const HEAD = '<w:b/><w:sz w:val="28"/>';
const LINE_ABOVE = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="8" w:color="808080"/></w:pBdr>';
const LINE_BESIDE = '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="A0A0A0"/></w:pBdr>';

function style(id: string, name: string, paragraph: string, words: string): string {
  const look = `<w:pPr>${paragraph}</w:pPr><w:rPr>${words}</w:rPr>`;
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${look}</w:style>`;
}
