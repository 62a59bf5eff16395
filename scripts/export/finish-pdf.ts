import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

export interface PdfFacts {
  title: string;
  author: string;
  subject: string;
  /** A build at another time gives the same bytes. */
  date: Date;
  /**
   * The entries of the outline with the pages they lead to, from 0; or the headings, in order, of an outline
   * that Chromium made.
   */
  outline: readonly { title: string; page: number }[] | readonly string[];
}

/**
 * Completes what Chromium printed, in place, so that its tags and links stay: metadata with a given date, an
 * outline of our titles (Chromium's loses the spaces where a heading wraps), a text for each link.
 */
export async function finishPdf(printed: Uint8Array, facts: PdfFacts): Promise<Uint8Array> {
  const document = await PDFDocument.load(printed, { updateMetadata: false });
  document.setTitle(facts.title, { showInWindowTitleBar: true });
  document.setAuthor(facts.author);
  document.setSubject(facts.subject);
  document.setCreator('Oxideck');
  document.setProducer('Oxideck');
  document.setCreationDate(facts.date);
  document.setModificationDate(facts.date);
  const [first] = facts.outline;
  if (typeof first === 'string') renameOutline(document, facts.outline as readonly string[]);
  else setOutline(document, facts.outline as readonly { title: string; page: number }[]);
  describeLinks(document);
  return document.save({ addDefaultPage: false });
}

function setOutline(document: PDFDocument, entries: readonly { title: string; page: number }[]): void {
  const { context } = document;
  const root = context.nextRef();
  const refs = entries.map(() => context.nextRef());
  for (const [index, { title, page }] of entries.entries()) {
    const ref = refs[index];
    if (!ref) continue;
    const item = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: root,
      Dest: [document.getPage(page).ref, 'Fit'],
    });
    link(item, 'Prev', refs[index - 1]);
    link(item, 'Next', refs[index + 1]);
    context.assign(ref, item);
  }
  const outline = context.obj({ Type: 'Outlines', Count: PDFNumber.of(entries.length) });
  link(outline, 'First', refs[0]);
  link(outline, 'Last', refs.at(-1));
  context.assign(root, outline);
  document.catalog.set(PDFName.of('Outlines'), root);
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

function renameOutline(document: PDFDocument, titles: readonly string[]): void {
  const items: PDFDict[] = [];
  const collect = (parent: PDFDict | undefined) => {
    let item = parent?.lookupMaybe(PDFName.of('First'), PDFDict);
    for (; item; item = item.lookupMaybe(PDFName.of('Next'), PDFDict)) {
      items.push(item);
      collect(item);
    }
  };
  collect(document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict));
  if (items.length !== titles.length) {
    throw new Error(`the outline has ${items.length} entries, not ${titles.length}`);
  }
  for (const [index, title] of titles.entries())
    items[index]?.set(PDFName.of('Title'), PDFHexString.fromText(title));
}

function link(dict: PDFDict, key: string, ref: PDFRef | undefined): void {
  if (ref) dict.set(PDFName.of(key), ref);
}

/** A screen reader says a link's text; PDF/UA asks for one on each. */
function describeLinks(document: PDFDocument): void {
  for (const page of document.getPages()) {
    const annotations = page.node.Annots();
    if (!(annotations instanceof PDFArray)) continue;
    for (let index = 0; index < annotations.size(); index++) {
      const annotation = annotations.lookupMaybe(index, PDFDict);
      if (annotation?.get(PDFName.of('Subtype')) !== PDFName.of('Link')) continue;
      const action = annotation.lookupMaybe(PDFName.of('A'), PDFDict);
      const address = action?.lookupMaybe(PDFName.of('URI'), PDFString, PDFHexString)?.decodeText();
      annotation.set(PDFName.of('Contents'), PDFHexString.fromText(address ?? 'Within this document'));
    }
  }
}
