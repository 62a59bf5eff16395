import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Chart } from '../../talk/charts.ts';
import { escapeAttribute } from '../escape.ts';

/** In pixels of the slide: its width between the margins. */
export const WIDTH = 1136;
/** What a headline of two lines and the sources leave. */
const HEIGHT = 392;
const TITLE_HEIGHT = 48;

const SANS = 'var(--ox-sans)';
/** Attributes that are styles: Slidev's UnoCSS takes some for utilities of its own, such as `font-size="24"` for 6 rem. */
const RE_STYLE = /^(font|text|fill|stroke|paint)(-|$)/;
const RE_NOT_OURS = /^(class|aria-label)$/;
const RE_LONG_NUMBER = /\d+\.\d{3,}/g;

/** Colours are the palette's names, so that a drawing follows its page: light, dark, or paper. */
export const INK = {
  text: 'var(--ox-text)',
  muted: 'var(--ox-muted)',
  line: 'var(--ox-line)',
  ground: 'var(--ox-ground)',
  rust: 'var(--ox-rust)',
} as const;

/** Styles of text, each large enough for the back row. */
export const TYPE = {
  label: { fontSize: 24, fill: INK.text },
  caption: { fontSize: 24, fill: INK.muted },
  figure: { fontSize: 40, fontFamily: 'var(--ox-serif)', fontWeight: 600, fill: INK.rust },
} as const;

/** How high a chart may be, in pixels of the slide. */
export function heightOf(chart: Chart): number {
  return HEIGHT - (chart.title ? TITLE_HEIGHT : 0);
}

/** How wide a text may get in the sans face: it is drawn where no fonts are, so this is on the safe side. */
export function widthOf(text: string, fontSize: number): number {
  return text.length * fontSize * 0.58;
}

/** Marks placed in pixels, as SVG by Observable Plot, with the chart's `alt` as its name. Same marks, same bytes. */
export function plot(chart: Chart, height: number, marks: Plot.Markish[]): string {
  const { document } = parseHTML('<html></html>');
  const pixels = (end: number) => ({ axis: null, domain: [0, end], range: [0, end] });
  const drawn = Plot.plot({
    document: document as unknown as Document,
    width: WIDTH,
    height,
    margin: 0,
    style: { fontFamily: SANS },
    x: pixels(WIDTH),
    y: pixels(height),
    marks,
  });
  tidy(drawn);
  const name = escapeAttribute(chart.alt.trim().replace(/\s+/g, ' '));
  return drawn.outerHTML.replace('<svg', () => `<svg role="img" aria-label="${name}"`);
}

/** Leaves out what Plot adds for pages of its own: a style sheet, class names, names of marks, digits nobody sees. */
function tidy(drawn: Element): void {
  for (const style of drawn.querySelectorAll('style')) style.remove();
  for (const name of ['font-size', 'font-family']) drawn.removeAttribute(name);
  for (const element of [drawn, ...drawn.querySelectorAll('*')]) {
    const styles: string[] = [];
    for (const { name, value } of [...element.attributes]) {
      const short = value.replace(RE_LONG_NUMBER, digits => String(Number(Number(digits).toFixed(2))));
      if (RE_STYLE.test(name)) styles.push(`${name}:${name === 'font-size' ? `${short}px` : short}`);
      if (RE_STYLE.test(name) || RE_NOT_OURS.test(name)) element.removeAttribute(name);
      else element.setAttribute(name, short);
    }
    // Last, as what Plot was told weighs more than what it presumes.
    const own = element.getAttribute('style');
    if (own) styles.push(own);
    if (styles.length > 0) element.setAttribute('style', styles.join(';'));
  }
}
