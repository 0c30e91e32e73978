import { strToU8, zipSync } from 'fflate';
import type { Paper } from '../../../bot/index.ts';
import { elements } from './elements.ts';
import { CONTENT_TYPES, DOCUMENT_PARTS, footer, NAMESPACE, PACKAGE_PARTS, properties, styles } from './parts.ts';
import { escapeXml, paragraph } from './xml.ts';

/** A4 with margins of 2.5 cm, in twentieths of a point. */
const PAGE =
  '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>' +
  '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';

/** The same paper gives the same bytes. */
const NO_TIME = '1980-01-01T12:00:00';

/**
 * A Word document (ECMA-376): it prints anywhere, and a screen reader finds its headings. What people wrote is text in it, never markup.
 * Written by hand, as the library for it (docx) leans on a package for Node 22.
 */
export function paperToDocx(paper: Paper): Uint8Array {
  const { title, about, parts, language } = paper;
  const body = [
    paragraph(title, 'Title'),
    ...about.map((line) => paragraph(line, 'Subtitle')),
    ...parts.flatMap(({ heading, nodes }) => [paragraph(heading, 'Heading1'), ...nodes.flatMap(elements)]),
  ];
  const files = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': PACKAGE_PARTS,
    'docProps/core.xml': properties(escapeXml(title), language),
    'word/_rels/document.xml.rels': DOCUMENT_PARTS,
    'word/document.xml': `<w:document ${NAMESPACE}><w:body>${body.join('')}${PAGE}</w:body></w:document>`,
    'word/footer.xml': footer(escapeXml(title)),
    'word/styles.xml': styles(language),
  };
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const bytes = Object.entries(files).map(([name, xml]) => [name, strToU8(head + xml)] as const);
  return zipSync(Object.fromEntries(bytes), { mtime: NO_TIME });
}
