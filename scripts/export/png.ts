import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { Canvas } from '../talk/canvas.ts';

/** Pixels of a picture to one of the canvas: 1920 across, as a projector has. */
const SCALE = 1.5;

/** The slides of a deck's print page as PNG pictures, in order. */
export async function pictureSlides(page: Page, { width, height }: Canvas): Promise<Uint8Array[]> {
  await page.setViewport({ width, height, deviceScaleFactor: SCALE });
  const boxes = await page.$$eval('.print-slide-container', containers =>
    containers.map(container => {
      const { left, top, width, height } = container.getBoundingClientRect();
      return { x: left + scrollX, y: top + scrollY, width, height };
    }),
  );
  const pictures: Uint8Array[] = [];
  for (const clip of boxes) pictures.push(await page.screenshot({ type: 'png', clip }));
  await page.setViewport({ width, height });
  return pictures;
}

/** Writes pictures as `01.png`, `02.png` and so on, named as the slides are numbered. */
export async function writePictures(folder: string, pictures: readonly Uint8Array[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const digits = Math.max(2, String(pictures.length).length);
  for (const [index, picture] of pictures.entries()) {
    await writeFile(join(folder, `${String(index + 1).padStart(digits, '0')}.png`), picture);
  }
}

/** The words of each slide of a print page, for those who do not see its picture. */
export function readSlideTexts(page: Page): Promise<string[]> {
  return page.$$eval('.print-slide-container .slidev-layout', layouts =>
    layouts.map(layout => (layout as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );
}
