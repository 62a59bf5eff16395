import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  type PDFObject,
  type PDFPageLeaf,
  PDFRawStream,
} from '@cantoo/pdf-lib';

/** From a font's glyphs to the letters that they stand for. */
type Letters = Map<number, string>;

/** Names, strings of glyphs, strings of letters, operators: what a content stream has of text. */
const RE_TOKEN = /\/([^\s/<>[\]()]+)|<([0-9A-Fa-f\s]+)>|\(((?:\\[\s\S]|[^\\()])*)\)|([A-Za-z'"*]+)/g;

/** The text that a reader finds on a page, by the maps that the fonts carry: the reader's own way to search and copy. */
export function readText(page: PDFPageLeaf): string {
  const contents = page.Contents();
  const streams =
    contents instanceof PDFArray
      ? Array.from({ length: contents.size() }, (_, index) => contents.lookup(index))
      : [contents];
  return readStream(streams.map(decode).join('\n'), page.Resources());
}

/** The fonts of a page by name, those of what it draws included. */
export function readFonts(page: PDFPageLeaf): [string, { subtype: string; embedded: boolean }][] {
  const resources = page.Resources();
  const own = resources ? [resources, ...formsOf(resources)] : [];
  return own
    .flatMap(part => valuesOf(part, 'Font'))
    .map(font => {
      const descendant =
        font.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray)?.lookup(0, PDFDict) ?? font;
      const descriptor = descendant.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
      const files = ['FontFile', 'FontFile2', 'FontFile3'];
      return [
        String(font.get(PDFName.of('BaseFont')) ?? font.get(PDFName.of('Name')) ?? font),
        {
          subtype: String(font.get(PDFName.of('Subtype'))),
          embedded: files.some(name => descriptor?.has(PDFName.of(name))),
        },
      ];
    });
}

function formsOf(resources: PDFDict): PDFDict[] {
  const objects = resources.lookupMaybe(PDFName.of('XObject'), PDFDict);
  return (objects?.keys() ?? []).flatMap(key => {
    const form = objects?.lookup(key);
    if (!(form instanceof PDFRawStream)) return [];
    const inner = form.dict.lookupMaybe(PDFName.of('Resources'), PDFDict);
    return inner ? [inner, ...formsOf(inner)] : [];
  });
}

function valuesOf(resources: PDFDict, kind: string): PDFDict[] {
  const dict = resources.lookupMaybe(PDFName.of(kind), PDFDict);
  return (dict?.keys() ?? []).flatMap(key => dict?.lookupMaybe(key, PDFDict) ?? []);
}

function readStream(content: string, resources: PDFDict | undefined): string {
  const fonts = resources?.lookupMaybe(PDFName.of('Font'), PDFDict);
  const objects = resources?.lookupMaybe(PDFName.of('XObject'), PDFDict);
  let letters: Letters = new Map();
  let name = '';
  let text = '';
  // Where a glyph stands for other letters than its own, as a ligature does, the page spells them out.
  let spelled = false;
  for (const [, named, glyphs, literal, operator] of content.matchAll(RE_TOKEN)) {
    if (named) name = named;
    else if (name === 'ActualText' && (glyphs ?? literal) !== undefined) {
      text += glyphs ? fromUtf16(glyphs.replace(/^FEFF/i, '')) : (literal ?? '').replace(/\\(.)/g, '$1');
      spelled = true;
      name = '';
    } else if (glyphs && !spelled) text += spell(glyphs, letters);
    else if (operator === 'EMC') spelled = false;
    else if (operator === 'Tf') letters = lettersOf(fonts?.lookupMaybe(PDFName.of(name), PDFDict));
    else if (operator === 'Do') {
      const form = objects?.lookup(PDFName.of(name));
      if (form instanceof PDFRawStream && form.dict.get(PDFName.of('Subtype')) === PDFName.of('Form')) {
        text += readStream(decode(form), form.dict.lookupMaybe(PDFName.of('Resources'), PDFDict));
      }
    }
  }
  return text;
}

function spell(hex: string, letters: Letters): string {
  const codes = hex.replace(/\s/g, '').match(/.{4}/g) ?? [];
  return codes.map(code => letters.get(Number.parseInt(code, 16)) ?? '').join('');
}

function lettersOf(font: PDFDict | undefined): Letters {
  const letters: Letters = new Map();
  const map = decode(font?.lookup(PDFName.of('ToUnicode')));
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      letters.set(Number.parseInt(code, 16), fromUtf16(to));
    }
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', last = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = Number.parseInt(from, 16);
      for (let code = first; code <= Number.parseInt(last, 16); code++) {
        letters.set(code, String.fromCharCode(Number.parseInt(to, 16) + code - first));
      }
    }
  }
  return letters;
}

function fromUtf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map(unit => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}

function decode(stream: PDFObject | undefined): string {
  if (!(stream instanceof PDFRawStream)) return '';
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
}
