import type { Picture } from '../verify/memory/picture.ts';
import { escapeAttribute } from './escape.ts';
import type { MemoryFit } from './addon/memory-fit.ts';
import { drawAll, drawStep } from './memory/draw.ts';
import { tellChange, tellState } from './memory/tell.ts';

/** The lines that the program's fence lights, a step after the other. */
export function memoryMeta({ steps }: Picture): string {
  const lines = steps.map(({ line, frames }, index) => {
    const before = steps[index - 1]?.frames;
    const moved = frames.slice(1).filter(frame => !before?.includes(frame) && !frame.gone);
    const fresh = moved.filter(frame => before?.find(({ name }) => name === frame.name)?.at !== frame.at);
    return [line, ...fresh.map(frame => frame.line)].join(',');
  });
  return `{${lines.join('|')}}`;
}

/** The Markdown of a picture of memory beside its program: the addon's `<Memory>`. */
export function memoryBlock(
  picture: Picture,
  program: readonly string[],
  by: string | undefined,
  fit: MemoryFit,
): string[] {
  const steps = picture.steps.map(step => ({
    change: tellChange(picture, step),
    state: tellState(picture, step),
  }));
  const last =
    picture.snippet.expectation?.outcome === 'compile_fail' && picture.snippet.expectation.reveal !== 'now';
  const attributes = [
    `steps="${escapeAttribute(JSON.stringify(steps))}"`,
    `:fit="${escapeAttribute(JSON.stringify(fit))}"`,
    ...(last ? [':after="1"'] : []),
    ...(by ? [`by="${escapeAttribute(by)}"`] : []),
    ...(picture.measures ? [`told="${toldBy(picture)}"`] : []),
  ];
  return [
    '',
    `<Memory ${attributes.join(' ')}>`,
    ...program,
    '<template #picture>',
    '',
    '<div>',
    drawAll(picture).replace(/^<svg /, '<svg v-pre '),
    '</div>',
    '',
    '</template>',
    '</Memory>',
    '',
  ];
}

/** Names, between backticks that are escaped. */
const RE_CODE = /&#96;(.*?)&#96;/g;

/** The steps of a picture beside each other, for paper. */
export function memoryFigure(picture: Picture): string {
  const steps = picture.steps.map(step => {
    const words = escapeAttribute(tellChange(picture, step)).replace(RE_CODE, '<code>$1</code>');
    return `<figure>${drawStep(picture, step)}<figcaption>${words}</figcaption></figure>`;
  });
  const told = picture.measures ? `<p class="memory-run">${toldBy(picture)} of one run</p>` : '';
  return `<div class="memory">${steps.join('')}</div>${told}`;
}

/** What of a picture its author did not write. */
function toldBy({ measured }: Picture): string {
  return measured.join(' and ');
}
