import { writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import PptxGenJS from 'pptxgenjs';
import type { PdfFacts } from './finish-pdf.ts';

/** A slide as PowerPoint gets it. */
export interface PptxSlide {
  title: string;
  /** The slide as a PNG picture. */
  picture: Uint8Array;
  /** What the picture says. */
  alt: string;
  notes: string;
}

/** In inches: PowerPoint's own wide page. */
const PAGE = { width: 13.333, height: 7.5 };
const MASTER = 'PICTURE';
const RE_DATES = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

/** Writes a presentation of pictures, each with a title that lists and screen readers find, its words and its notes. */
export async function writePptx(
  file: string,
  slides: readonly PptxSlide[],
  facts: Omit<PdfFacts, 'outline'>,
): Promise<void> {
  // Its types describe a namespace where Node gives the class.
  const pptx = new (PptxGenJS as unknown as typeof PptxGenJS.default)();
  const full = { x: 0, y: 0, w: PAGE.width, h: PAGE.height };
  pptx.defineLayout({ name: 'WIDE', ...PAGE });
  pptx.layout = 'WIDE';
  Object.assign(pptx, { title: facts.title, author: facts.author, company: '', subject: facts.subject });
  pptx.defineSlideMaster({
    title: MASTER,
    objects: [{ placeholder: { options: { name: 'title', type: 'title', ...full, h: 1 }, text: '' } }],
  });
  for (const { title, picture, alt, notes } of slides) {
    const slide = pptx.addSlide({ masterName: MASTER });
    // The picture lies over the title.
    slide.addText(title, { placeholder: 'title' });
    const data = `image/png;base64,${Buffer.from(picture).toString('base64')}`;
    slide.addImage({ data, altText: alt, ...full });
    if (notes) slide.addNotes(notes);
  }
  const written = await pptx.write({ outputType: 'nodebuffer' });
  await writeFile(file, await withDate(written as Buffer, facts.date));
}

/** The same bytes for the same slides: pptxgenjs and its ZIP files take the clock's time. */
async function withDate(written: Buffer, date: Date): Promise<Buffer> {
  const zip = await JSZip.loadAsync(written);
  const dated = new JSZip();
  // A ZIP file knows no year before 1980.
  const stamp = new Date(Math.max(date.getTime(), Date.UTC(1980, 0, 1)));
  for (const name of Object.keys(zip.files).sort()) {
    const entry = zip.files[name];
    if (!entry || entry.dir) continue;
    const content = await entry.async('uint8array');
    const core = name === 'docProps/core.xml';
    dated.file(name, core ? stampCore(Buffer.from(content).toString(), date) : content, {
      date: stamp,
      createFolders: false,
    });
  }
  return dated.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' });
}

function stampCore(xml: string, date: Date): string {
  return xml.replace(RE_DATES, `$1${date.toISOString().replace(/\.\d+Z$/, 'Z')}`);
}
