import { writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import PptxGenJS from 'pptxgenjs';
import type { Canvas } from '../talk/canvas.ts';
import type { PdfFacts } from './finish-pdf.ts';

/** A slide as PowerPoint gets it. */
export interface PptxSlide {
  title: string;
  /** The slide as a PNG picture. */
  picture: Uint8Array;
  /** What the picture says. */
  alt: string;
  /** Plain text, a paragraph a line. */
  notes: string;
}

/** In inches: that of PowerPoint's own pages, the wide and the standard one. */
const PAGE_HEIGHT = 7.5;
const MASTER = 'PICTURE';
/** What XML 1.0 cannot hold in any way: a file with one of these does not open. */
const RE_NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** pptxgenjs numbers the title, so that readers which look for the first placeholder find none. */
const RE_TITLE = /<p:ph\s+idx="\d+"\s+type="title"[^>]*\/>/g;
/** It also puts all notes into one paragraph, whose line breaks are not seen. */
const RE_NOTES = /<a:p><a:r>(<a:rPr[^>]*\/>)<a:t>([^<]*)<\/a:t><\/a:r>(<a:endParaRPr[^>]*\/>)<\/a:p>/g;
const RE_DATES = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

/** Writes a presentation of pictures, each with a title that lists and screen readers find, its words and its notes. */
export async function writePptx(
  file: string,
  slides: readonly PptxSlide[],
  canvas: Canvas,
  facts: Omit<PdfFacts, 'outline'>,
): Promise<void> {
  // Its types describe a namespace where Node gives the class.
  const pptx = new (PptxGenJS as unknown as typeof PptxGenJS.default)();
  const page = { width: (PAGE_HEIGHT * canvas.width) / canvas.height, height: PAGE_HEIGHT };
  const full = { x: 0, y: 0, w: page.width, h: page.height };
  pptx.defineLayout({ name: 'CANVAS', ...page });
  pptx.layout = 'CANVAS';
  Object.assign(pptx, { title: facts.title, author: facts.author, company: '', subject: facts.subject });
  pptx.defineSlideMaster({
    title: MASTER,
    objects: [{ placeholder: { options: { name: 'title', type: 'title', ...full, h: 1 }, text: '' } }],
  });
  for (const { title, picture, alt, notes } of slides) {
    const slide = pptx.addSlide({ masterName: MASTER });
    // The picture lies over the title.
    slide.addText(clean(title), { placeholder: 'title' });
    const data = `image/png;base64,${Buffer.from(picture).toString('base64')}`;
    slide.addImage({ data, altText: clean(alt), ...full });
    if (notes) slide.addNotes(clean(notes));
  }
  const written = await pptx.write({ outputType: 'nodebuffer' });
  await writeFile(file, await mend(written as Buffer, facts.date));
}

function clean(text: string): string {
  return text.replace(RE_NO_XML, '\u{fffd}');
}

/** The same bytes for the same slides: pptxgenjs and its ZIP files take the clock's time. */
async function mend(written: Buffer, date: Date): Promise<Buffer> {
  const zip = await JSZip.loadAsync(written);
  const dated = new JSZip();
  // A ZIP file knows no year before 1980.
  const stamp = new Date(Math.max(date.getTime(), Date.UTC(1980, 0, 1)));
  for (const name of Object.keys(zip.files).sort()) {
    const entry = zip.files[name];
    if (!entry || entry.dir) continue;
    const content = await entry.async('uint8array');
    const mended = name.endsWith('.xml') ? mendPart(name, Buffer.from(content).toString(), date) : content;
    dated.file(name, mended, { date: stamp, createFolders: false });
  }
  return dated.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' });
}

function mendPart(name: string, xml: string, date: Date): string {
  if (name === 'docProps/core.xml') {
    return xml.replace(RE_DATES, `$1${date.toISOString().replace(/\.\d+Z$/, 'Z')}`);
  }
  if (name.startsWith('ppt/notesSlides/')) {
    return xml.replace(RE_NOTES, (_, run: string, text: string, end: string) =>
      text
        .split(/\r?\n/)
        .map(line => `<a:p><a:r>${run}<a:t>${line}</a:t></a:r>${end}</a:p>`)
        .join(''),
    );
  }
  return xml.replace(RE_TITLE, '<p:ph type="title"/>');
}
