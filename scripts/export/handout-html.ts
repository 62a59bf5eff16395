import { codeToHtml } from 'shiki';
import { renderSVG } from 'uqr';
import light from '../../themes/base/setup/code-light.ts';
import type { Deck } from '../deck/select.ts';
import { dateOf, documentsOf, type Source, sourcesWithNotes } from '../deck/sources.ts';
import { escapeHtml, renderHtml } from '../markdown/render-html.ts';
import type { AssembleOptions, Shown } from '../slidev/assemble.ts';
import { OUTCOMES } from '../slidev/addon/outcomes.ts';
import { chartFigure } from '../slidev/chart-block.ts';
import { memoryFigure } from '../slidev/memory-block.ts';
import { renderNotes, withoutClicks } from '../slidev/notes.ts';
import { messageOf, outcomeOf, rejectedWords } from '../slidev/program-block.ts';
import { shownOutput } from '../slidev/shown-output.ts';
import { shortAddress } from '../slidev/source-slides.ts';
import { findSnippets, type Snippet } from '../verify/programs/find-snippets.ts';
import { findPictures } from '../verify/memory/find-pictures.ts';
import { wholeProgram } from '../verify/programs/listing.ts';
import { wholeTranscript } from '../languages/console/transcript-text.ts';
import { blocksOf } from '../talk/blocks.ts';
import type { Chart } from '../talk/charts.ts';
import type { Slide } from '../talk/section.ts';
import type { Talk } from '../talk/talk.ts';

/** The handout as HTML; an element with `data-slide` waits for the slide of that number. */
export interface Handout {
  html: string;
  /** The headings, in order: what the outline must say. */
  headings: string[];
}

type OnPaper = Required<Pick<AssembleOptions, 'verdictOf' | 'timeOf' | 'confirmedBy'>>;

/** A title page, each slide beside its notes with its programs whole, and the sources cited. */
export async function handoutHtml(deck: Deck, talk: Talk, shown: OnPaper): Promise<Handout> {
  const sources = sourcesWithNotes(deck, talk);
  const notes = renderNotes(deck, talk, shown.verdictOf);
  const parts = await Promise.all(
    deck.slides.map((slide, index) =>
      slidePart(slide, numberOf(index), notes[index] ?? [], talk, sources, shown),
    ),
  );
  const html = `<main class="handout">${front(deck, talk)}${parts.join('')}${references(sources)}</main>`;
  const titles = deck.slides.map((slide, index) => `${numberOf(index)} ${slide.title}`);
  return { html, headings: [deck.audience.title, ...titles, ...(sources.length > 0 ? ['Sources'] : [])] };
}

/** The number at the slide's foot: the cover has the first. */
function numberOf(index: number): number {
  return index + 2;
}

function front(deck: Deck, talk: Talk): string {
  const { speaker, event, date, url } = talk.settings;
  const about = [
    `<strong>${escapeHtml(speaker)}</strong>`,
    ...[event, date].flatMap(text => (text ? escapeHtml(text) : [])),
  ];
  const code = url ? renderSVG(url, { border: 0 }) : '';
  return `<section class="front">
<h1>${escapeHtml(deck.audience.title)}</h1>
${deck.audience.promise ? `<p class="promise">${escapeHtml(deck.audience.promise)}</p>` : ''}
<div class="about"><p>${about.join('<br>')}</p>
${url ? `<p class="address"><a href="${escapeHtml(url)}">${escapeHtml(shortAddress(url))}</a><span role="img" aria-label="QR code of the talk's address">${code}</span></p>` : ''}
</div></section>`;
}

async function slidePart(
  slide: Slide,
  number: number,
  notes: readonly string[],
  talk: Talk,
  sources: readonly Source[],
  { verdictOf, timeOf, confirmedBy }: OnPaper,
): Promise<string> {
  const script = renderHtml(withoutClicks(notes.join('\n')));
  const charts = blocksOf(slide, 'chart').flatMap(({ chart }) => chart ?? []);
  const { snippets } = findSnippets(slide, talk.dir);
  const { pictures } = findPictures(slide, snippets, talk.dir);
  const measured = pictures.map(picture => ({ ...picture, measures: confirmedBy(picture)?.measures }));
  const programs = snippets.filter(snippet => snippet.expectation);
  const listings = await Promise.all(
    programs.map(snippet => listing(snippet, verdictOf(snippet), timeOf(snippet))),
  );
  return `<section class="slide">
<div class="beside"><div class="thumbnail" data-slide="${number}"></div>
<div class="notes"><h2 class="title"><span class="number">${number}</span> ${escapeHtml(slide.title)}</h2>${script}</div></div>
${charts.map(chart => drawing(chart, talk, sources)).join('')}${listings.join('')}${measured.map(memoryFigure).join('')}</section>`;
}

function drawing(chart: Chart, talk: Talk, sources: readonly Source[]): string {
  const { svg, title, publishers } = chartFigure(chart, talk, sources);
  const named = publishers.map(({ name, numbers }) => `${escapeHtml(name)} [${numbers.join(', ')}]`);
  const above = title ? `<p><strong>${escapeHtml(title)}</strong></p>` : '';
  return `<figure class="chart">${above}${svg}<figcaption>${named.join(', ')}</figcaption></figure>`;
}

async function listing(
  snippet: Snippet,
  shown: Shown | undefined,
  time: string | undefined,
): Promise<string> {
  const commands = shown?.verdict.commands;
  const whole = commands ? wholeTranscript(commands) : wholeProgram(snippet);
  const code = await codeToHtml(whole.trimEnd(), {
    lang: snippet.language,
    theme: light,
    transformers: [
      {
        // The print page's own rules for slides are not meant for paper.
        pre: node => {
          node.properties.class = 'code';
        },
      },
    ],
  });
  const inline = commands ? 'Transcript' : 'Program';
  const caption = snippet.path ? `<code>${escapeHtml(snippet.path)}</code>` : inline;
  return `<figure class="listing"><figcaption>${caption}</figcaption>${code}${shown ? said(snippet, shown, time) : ''}</figure>`;
}

function said(snippet: Snippet, { verdict, by }: Shown, time: string | undefined): string {
  const { word, kind } = OUTCOMES[outcomeOf(snippet, verdict)];
  const message = messageOf(snippet, verdict);
  const codes = verdict.codes.length > 0 && kind === 'rejected' ? ` ${verdict.codes.join(', ')}` : '';
  const text = message ? `: ${wordsOf(message)}` : '';
  const output = snippet.expectation?.output && verdict.stdout.length > 0 ? outputOf(verdict.stdout) : '';
  const words = rejectedWords(verdict);
  const compiler = words ? `<pre class="compiler">${escapeHtml(words)}</pre>` : '';
  const took = time && verdict.level === 'ran' ? `<p class="said">Wall time: ${escapeHtml(time)}</p>` : '';
  return `${output}<p class="said ${kind}"><strong>${word}${codes}</strong>${text}${by ? ` (${escapeHtml(by)})` : ''}</p>${took}${compiler}`;
}

/** Names stand between backticks; all else is text, whatever it looks like. */
function wordsOf(message: string): string {
  const pieces = message.split('`').map(escapeHtml);
  return pieces.map((piece, index) => (index % 2 ? `<code>${piece}</code>` : piece)).join('');
}

/** Longer than on the slide, but paper is not for logs. */
const OUTPUT_LINES = 60;

function outputOf(stdout: readonly string[]): string {
  const { lines, more } = shownOutput(stdout, OUTPUT_LINES);
  const rest = more > 0 ? `\n… ${more.toLocaleString('en')} more lines` : '';
  return `<pre class="output">${escapeHtml(lines.join('\n'))}${rest}</pre>`;
}

function references(sources: readonly Source[]): string {
  if (sources.length === 0) return '';
  const items = documentsOf(sources).map(({ number, claim }) => {
    const { publisher, title, url } = claim.source;
    const claims = sources.filter(source => source.number === number).map(source => source.claim);
    const statements = claims.map(({ statement }) => escapeHtml(statement)).join(' ');
    const about = `${escapeHtml(publisher)}: ${escapeHtml(title)}, ${escapeHtml(dateOf(claim))}.`;
    const link = `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
    const caveats = claims.flatMap(({ caveat }) =>
      caveat ? ` <span class="caveat">${escapeHtml(caveat)}</span>` : [],
    );
    return `<li>${statements} ${about} ${link}${caveats.join('')}</li>`;
  });
  return `<section class="references"><h2 class="title">Sources</h2><ol class="sources">${items.join('')}</ol></section>`;
}
