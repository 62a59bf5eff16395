import type { Problem } from '../diagnostics/problem.ts';
import { unknownName } from '../diagnostics/nearest.ts';
import type { Slide } from './section.ts';

/** What `needs` gets wrong: slides that are not there, and slides that need each other in a circle. */
export function checkNeeds(slides: readonly Slide[]): Problem[] {
  const byId = new Map(slides.map(slide => [slide.id, slide]));
  const unknown = slides.flatMap(slide =>
    slide.needs
      .filter(id => !byId.has(id))
      .map(id =>
        at(slide, {
          kind: 'unknown-slide',
          message: unknownName('slide', id, byId.keys()),
          help: '`needs` lists the ids of slides of this talk',
        }),
      ),
  );
  const told = new Set<string>();
  const circular = slides.flatMap(slide => {
    const circle = told.has(slide.id) ? undefined : circleFrom(slide.id, byId);
    if (!circle) return [];
    for (const id of circle) told.add(id);
    return at(slide, {
      kind: 'circular-needs',
      message: describeCircle(circle),
      help: 'remove one of these `needs`: a slide is in a deck only where all that it needs is',
    });
  });
  return [...unknown, ...circular];
}

function describeCircle(circle: readonly string[]): string {
  const [first = ''] = circle;
  if (circle.length === 1) return `the slide \`${first}\` needs itself`;
  return `slides need each other: ${[...circle, first].map(id => `\`${id}\``).join(' needs ')}`;
}

/** The shortest way from a slide by what it needs back to itself, itself first; undefined when there is none. */
function circleFrom(start: string, slides: ReadonlyMap<string, Slide>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (const id of open) {
    for (const need of slides.get(id)?.needs ?? []) {
      if (need === start) return wayTo(id, cameFrom);
      if (cameFrom.has(need)) continue;
      cameFrom.set(need, id);
      open.push(need);
    }
  }
  return undefined;
}

function wayTo(id: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const before = cameFrom.get(id);
  return before === undefined ? [id] : [...wayTo(before, cameFrom), id];
}

function at(slide: Slide, problem: Pick<Problem, 'kind' | 'message' | 'help'>): Problem {
  const line = slide.keyLines.needs ?? slide.line;
  return { ...problem, severity: 'error', file: slide.file, line, slide: slide.id };
}
