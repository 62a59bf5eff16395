import { readFileSync } from 'node:fs';
import {
  type PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFString,
} from '@cantoo/pdf-lib';
import { readFonts, readText } from './pdf-text.ts';

export interface PdfPage {
  width: number;
  height: number;
  /** In the order of painting, without white space: lines break where there is room. */
  text: string;
  links: { address: string | undefined; description: string | undefined }[];
}

export interface Pdf {
  pages: PdfPage[];
  /** The text of all pages, without white space. */
  text: string;
  outline: string[];
  tagged: boolean;
  language: string | undefined;
  /** The kinds of fonts by their names. */
  fonts: Map<string, { subtype: string; embedded: boolean }>;
  title: string | undefined;
  author: string | undefined;
  dates: (Date | undefined)[];
  bytes: number;
}

/** A text as `Pdf.text` has it. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

export async function readPdf(file: string): Promise<Pdf> {
  const content = readFileSync(file);
  const document = await PDFDocument.load(content, { updateMetadata: false });
  const { catalog } = document;
  const pages = document.getPages().map(page => ({
    ...page.getSize(),
    text: squeeze(readText(page.node)),
    links: readLinks(page.node.Annots()),
  }));
  const mark = catalog.lookupMaybe(PDFName.of('MarkInfo'), PDFDict)?.lookup(PDFName.of('Marked'));
  const tree = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict)?.get(PDFName.of('K'));
  return {
    pages,
    text: pages.map(page => page.text).join(''),
    outline: readOutline(catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)),
    tagged: mark === PDFBool.True && tree !== undefined,
    language: catalog.lookupMaybe(PDFName.of('Lang'), PDFString, PDFHexString)?.decodeText(),
    fonts: new Map(document.getPages().flatMap(page => readFonts(page.node))),
    title: document.getTitle(),
    author: document.getAuthor(),
    dates: [document.getCreationDate(), document.getModificationDate()],
    bytes: content.length,
  };
}

function readOutline(parent: PDFDict | undefined): string[] {
  const titles: string[] = [];
  let item = parent?.lookupMaybe(PDFName.of('First'), PDFDict);
  for (; item; item = item.lookupMaybe(PDFName.of('Next'), PDFDict)) {
    titles.push(item.lookup(PDFName.of('Title'), PDFString, PDFHexString).decodeText(), ...readOutline(item));
  }
  return titles;
}

function readLinks(annotations: PDFArray | undefined): PdfPage['links'] {
  const dicts = Array.from({ length: annotations?.size() ?? 0 }, (_, i) => annotations?.lookup(i, PDFDict));
  return dicts
    .filter(dict => dict?.get(PDFName.of('Subtype')) === PDFName.of('Link'))
    .map(dict => {
      const action = dict?.lookupMaybe(PDFName.of('A'), PDFDict);
      return {
        address: action?.lookupMaybe(PDFName.of('URI'), PDFString, PDFHexString)?.decodeText(),
        description: dict?.lookupMaybe(PDFName.of('Contents'), PDFString, PDFHexString)?.decodeText(),
      };
    });
}
