import type { Box, Clip, Colour, Measured, Role, Run, Shape } from './measured.ts';

/**
 * Which texts are no running text, first match first. The theme's small words are captions: the foot, verdicts,
 * names of sides, points in time, what stands around charts and QR codes.
 */
export const ROLES: readonly (readonly [Role, string])[] = [
  ['foot', '.ox-foot'],
  ['citation', 'sup, sub'],
  ['transcript', '.ox-terminal pre'],
  ['caption', '.ox-output, .ox-verdict'],
  ['code', 'pre, code, kbd, samp'],
  ['drawing', 'svg'],
  ['heading', 'h1, h2, h3, h4, h5, h6'],
  [
    'caption',
    'small, figcaption, caption, th, .ox-program > :not(pre, .slidev-code-wrapper), .ox-sources li, .ox-side-name, .ox-cover-facts, .ox-ask-code, .ox-points, .ox-chart',
  ],
];

type Rgba = readonly [number, number, number, number];
interface Painted {
  by: Element;
  rect: DOMRect;
  colour: Rgba;
  isPicture: boolean;
}

/** Measures every slide of a print page at every click. Runs in the browser, alone: it may name nothing outside. */
export function collect(roles: readonly (readonly [Role, string])[]): Measured[] {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colours = new Map<string, Rgba>();
  return [...document.querySelectorAll<HTMLElement>('.print-slide-container')].map(measure);

  function measure(container: HTMLElement): Measured {
    const origin = container.getBoundingClientRect();
    const numbered = container.querySelector('[data-slidev-no]');
    const runs = new Map<string, Run>();
    const blocks = new Map<Element, number>();
    const clips = new Map<Element, Clip>();
    const shapes: Shape[] = [];
    const painted = paintedIn(container);
    const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) addText(texts.currentNode as Text);
    for (const element of container.querySelectorAll<HTMLElement>('*')) addShape(element);
    const foot = container.querySelector('.ox-foot');
    return {
      slide: Number(numbered?.getAttribute('data-slidev-no')),
      click: Number(container.id.split('-')[1]) - 1,
      runs: [...runs.values()],
      shapes,
      clips: [...clips.values()],
      pictures: [...container.querySelectorAll('img')]
        .filter(image => isShown(image) && !image.matches('[role=presentation], [aria-hidden=true]'))
        .map(image => ({ name: new URL(image.src).pathname.split('/').at(-1) ?? '', alt: image.alt.trim() })),
      headings: [...container.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(isShown).map(heading => ({
        level: Number(heading.tagName[1]),
        text: shorten(heading.textContent),
        box: toBox(heading.getBoundingClientRect()),
      })),
      foot: foot ? toBox(foot.getBoundingClientRect()).top : origin.height,
    };

    function addText(node: Text): void {
      const parent = node.parentElement;
      const text = node.data.trim();
      if (!parent || !text || !isShown(parent)) return;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(rect => rect.width > 1 && rect.height > 1);
      const boxes = rects.map(rect => inked(toBox(rect), parent, text));
      const role = roleOf(parent);
      const size = sizeOf(parent);
      const { ink, ground } = paintOf(parent, rects[0] ?? range.getBoundingClientRect(), painted);
      const owner = blockOf(parent);
      if (!blocks.has(owner)) blocks.set(owner, blocks.size);
      const block = blocks.get(owner) ?? 0;
      const key = JSON.stringify([block, role, size, ink, ground]);
      const run = runs.get(key);
      const line = owner.matches('.line') ? shorten(owner.textContent) : undefined;
      const said = line ?? shorten(text);
      const left = boxes
        .map(box => seen(parent, box, role, said))
        .filter(box => box.right > box.left && box.bottom > box.top);
      if (left.length === 0) return;
      if (run) {
        run.text = shorten(`${run.text} ${text}`);
        run.boxes.push(...left);
        return;
      }
      const known = { ...(line ? { line } : {}), ...(ground ? { ground } : {}) };
      runs.set(key, { text: shorten(text), role, block, size, ink, ...known, boxes: left });
    }

    function addShape(element: HTMLElement): void {
      if (!isShown(element) || element.closest('.ox-foot') || element.matches('.slidev-layout, .slidev-page'))
        return;
      const picture = element.matches('img, video, canvas, iframe') || element.tagName === 'svg';
      if (!picture && (element.closest('svg') || !isPainted(element))) return;
      const rect = element.getBoundingClientRect();
      if (rect.width <= 1 || rect.height <= 1) return;
      const name = element.getAttribute('aria-label') || element.getAttribute('alt') || nameOf(element);
      const box = toBox(rect);
      // What a box without content loses at its ends is an ornament.
      shapes.push({
        name: shorten(name),
        box: picture ? seen(element.parentElement, box, 'drawing', name) : box,
      });
    }

    /** What is left of a box after all that cuts it off; the slide itself is judged by its canvas. */
    function seen(from: Element | null, whole: Box, role: Role, text: string): Box {
      let box = whole;
      for (let at = from; at && at !== container; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const own = toBox(at.getBoundingClientRect());
        if (own.right - own.left >= origin.width && own.bottom - own.top >= origin.height) break;
        addClip(at, box, own, role, shorten(text));
        box = {
          left: Math.max(box.left, own.left),
          top: Math.max(box.top, own.top),
          right: Math.min(box.right, own.right),
          bottom: Math.min(box.bottom, own.bottom),
        };
      }
      return box;
    }

    function addClip(clipper: Element, box: Box, own: Box, role: Role, text: string): void {
      const past = {
        left: own.left - box.left,
        top: own.top - box.top,
        right: box.right - own.right,
        bottom: box.bottom - own.bottom,
      };
      if (Math.max(...Object.values(past)) <= 1) return;
      const known = clips.get(clipper);
      if (!known) {
        clips.set(clipper, { role, text, past });
        return;
      }
      for (const side of ['left', 'top', 'right', 'bottom'] as const) {
        if (past[side] > known.past[side])
          Object.assign(known, { text, past: { ...known.past, [side]: past[side] } });
      }
    }

    function toBox(rect: DOMRect): Box {
      const round = (value: number) => Math.round(value * 10) / 10;
      return {
        left: round(rect.left - origin.left),
        top: round(rect.top - origin.top),
        right: round(rect.right - origin.left),
        bottom: round(rect.bottom - origin.top),
      };
    }
  }

  /** A line's box as high as its letters: a face leaves room above and below that may be cut off. */
  function inked(box: Box, element: Element, text: string): Box {
    if (!pen) return box;
    const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    const letters = pen.measureText(text);
    const scale = (box.bottom - box.top) / (letters.fontBoundingBoxAscent + letters.fontBoundingBoxDescent);
    const above = (letters.fontBoundingBoxAscent - letters.actualBoundingBoxAscent) * scale;
    const below = (letters.fontBoundingBoxDescent - letters.actualBoundingBoxDescent) * scale;
    const round = (value: number) => Math.round(value * 10) / 10;
    return { ...box, top: round(box.top + above), bottom: round(box.bottom - below) };
  }

  function isShown(element: Element): boolean {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  function roleOf(element: Element): Role {
    return roles.find(([, selector]) => element.closest(selector))?.[0] ?? 'running';
  }

  function blockOf(element: Element): Element {
    let at = element;
    while (
      at.parentElement &&
      at.tagName !== 'text' &&
      /^(inline|contents)$/.test(getComputedStyle(at).display)
    ) {
      at = at.parentElement;
    }
    return at;
  }

  function sizeOf(element: Element): number {
    const size = parseFloat(getComputedStyle(element).fontSize);
    const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
    const scale = matrix ? Math.hypot(matrix.b, matrix.d) : scaleOf(element.closest('svg') ?? element);
    return Math.round(size * scale * 10) / 10;
  }

  function scaleOf(element: Element): number {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (at instanceof HTMLElement && at.offsetHeight > 0 && getComputedStyle(at).display !== 'inline') {
        return at.getBoundingClientRect().height / at.offsetHeight;
      }
    }
    return 1;
  }

  function isPainted(element: Element): boolean {
    const style = getComputedStyle(element);
    const edges = [
      style.borderTopWidth,
      style.borderRightWidth,
      style.borderBottomWidth,
      style.borderLeftWidth,
    ];
    return toRgba(style.backgroundColor)[3] > 0 || edges.some(width => parseFloat(width) > 0);
  }

  /** The colours that meet in the eye, translucent ones laid over what is behind them. */
  function paintOf(
    element: Element,
    box: DOMRect,
    painted: readonly Painted[],
  ): { ink: Colour; ground?: Colour } {
    const style = getComputedStyle(element);
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const layers: Rgba[] = [];
    // Painted in the order of the document: what comes later covers what came before.
    for (const { by, rect, colour, isPicture } of painted.toReversed()) {
      if (!(by.contains(element) || by.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING))
        continue;
      if (x < rect.left || x > rect.right || y < rect.top || y > rect.bottom) continue;
      if (isPicture) return { ink: toRgba(style.color).slice(0, 3) as unknown as Colour };
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    const ground = layers.reverse().reduce<Colour>((under, over) => lay(over, under), [255, 255, 255]);
    let opacity = 1;
    for (let at: Element | null = element; at; at = at.parentElement)
      opacity *= Number(getComputedStyle(at).opacity);
    const [red, green, blue, alpha] = toRgba(element instanceof SVGElement ? style.fill : style.color);
    return { ink: lay([red, green, blue, alpha * opacity], ground), ground };
  }

  /** Whatever may lie behind a text: boxes with a ground, pictures, and what drawings fill. */
  function paintedIn(container: HTMLElement): Painted[] {
    return [container, ...container.querySelectorAll('*')].filter(isShown).flatMap((by): Painted[] => {
      const style = getComputedStyle(by);
      const isPicture = by.matches('img, video, canvas') || style.backgroundImage !== 'none';
      const isShape = by.matches('rect, circle, ellipse');
      const [red, green, blue, alpha] = toRgba(isShape ? style.fill : style.backgroundColor);
      const shining = isShape ? alpha * Number(style.opacity) * Number(style.fillOpacity) : alpha;
      if (!isPicture && shining === 0) return [];
      return [{ by, rect: by.getBoundingClientRect(), colour: [red, green, blue, shining], isPicture }];
    });
  }

  function lay([red, green, blue, alpha]: Rgba, under: Colour): Colour {
    const mix = (over: number, below: number) => Math.round(over * alpha + below * (1 - alpha));
    return [mix(red, under[0]), mix(green, under[1]), mix(blue, under[2])];
  }

  /** Whatever notation the browser answers in. */
  function toRgba(colour: string): Rgba {
    const known = colours.get(colour);
    if (known) return known;
    if (!pen || colour === 'none') return [0, 0, 0, 0];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
    const rgba = [red, green, blue, alpha / 255] as const;
    colours.set(colour, rgba);
    return rgba;
  }

  function nameOf(element: Element): string {
    return element.textContent.trim() || `<${element.tagName.toLowerCase()}>`;
  }

  function shorten(text: string): string {
    const words = text.replace(/\s+/g, ' ').trim();
    return words.length > 60 ? `${words.slice(0, 59)}…` : words;
  }
}
