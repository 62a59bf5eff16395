import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Deck } from '../deck/select.ts';
import type { Verification } from '../verify/verify.ts';
import type { Talk } from '../talk/talk.ts';
import { indexHtml } from './index-html.ts';

const RE_HANDED_ON = /\.(pdf|pptx)$/;

/** What a deck's folder holds and which tools stand behind it; nothing that another machine would write otherwise. */
export function deckManifest(
  deck: Deck,
  verification: Verification,
  formats: readonly string[],
  printedBy: string | undefined,
  source: string,
): string {
  const shown = new Set(deck.slides.map(slide => slide.id));
  const programs = verification.programs.filter(({ program }) =>
    program.snippets.some(snippet => shown.has(snippet.slide)),
  );
  const verifiedBy = [...new Set(programs.flatMap(entry => entry.by.split(', ')).filter(Boolean))].sort();
  const { id: audience, title } = deck.audience;
  const { minutes, budget } = deck;
  const slides = deck.slides.map(slide => slide.title);
  const about = {
    schema: 1,
    generator: 'oxideck',
    audience,
    title,
    minutes,
    budget,
    slides,
    formats,
    verifiedBy,
    source,
  };
  return `${JSON.stringify({ ...about, ...(printedBy ? { printedBy } : {}) }, null, 2)}\n`;
}

const BuiltSchema = z.object({ budget: z.number(), source: z.string() });

/** What a built deck says of itself: its minutes, and the hash of what it was made of. Undefined without web slides. */
export function readBuilt(folder: string): z.infer<typeof BuiltSchema> | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  try {
    return BuiltSchema.safeParse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).data;
  } catch {
    // No manifest, or none of ours: it was not built, or not to its end.
    return undefined;
  }
}

/** The names of a deck's files, by format. */
export function fileNames(audience: string): Record<'web' | 'pdf' | 'handout' | 'pptx' | 'png', string> {
  const [pdf, handout] = [`${audience}.pdf`, `${audience}-handout.pdf`];
  return { web: 'index.html', pdf, handout, pptx: `${audience}.pptx`, png: 'png' };
}

/** The files of a deck that are in the output; those that are handed on have their size in bytes. */
export function filesOf(audience: string, out: string): { path: string; bytes?: number }[] {
  return Object.values(fileNames(audience))
    .map(name => join(out, audience, name))
    .filter(existsSync)
    .map(path => (RE_HANDED_ON.test(path) ? { path, bytes: statSync(path).size } : { path }));
}

/** The index of the decks that are listed and there: just made in the staging folder, or made earlier. */
export function deckIndex(talk: Talk, staging: string, out: string): string {
  const decks = [...talk.audiences.values()].flatMap(({ id, title, promise, minutes, listed }) => {
    const folder = [join(staging, id), join(out, id)].find(existsSync);
    if (!listed || !folder) return [];
    const names = fileNames(id);
    const has = (format: keyof typeof names) => existsSync(join(folder, names[format]));
    return [
      { audience: id, title, promise, minutes, web: has('web'), pdf: has('pdf'), handout: has('handout') },
    ];
  });
  return indexHtml(talk.settings.title, talk.settings.language, decks);
}
