import { parseSync } from '@slidev/parser/core';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../scripts/deck/sources.ts';
import { assemble } from '../../scripts/slidev/assemble.ts';
import { readTalk } from '../../scripts/talk/talk.ts';
import { deckOf } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';

const { talk } = readTalk(fixture('talks/almanac'));
const deck = deckOf(talk, 'keepers');
const entry = assemble(deck, talk, { notes: true, verdictOf: () => undefined });
const { slides } = parseSync(entry.markdown, 'slides.md');
const markdown = new MarkdownIt({ html: true });

describe('a deck with charts', () => {
  test('has a slide for each title, and no fence of a chart', () => {
    expect(slides).toHaveLength(entry.titles.length);
    expect(entry.markdown).not.toMatch(/```|kind: (bar|line|timeline)/);
  });

  test('holds each chart as one block that Markdown leaves alone', () => {
    const blocks = slides.flatMap(slide =>
      markdown.parse(slide.content, {}).filter(token => token.type === 'html_block'),
    );
    const charts = blocks.filter(block => block.content.startsWith('<figure class="ox-chart">'));
    expect(charts).toHaveLength(5);
    for (const { content } of charts) {
      expect(content).toMatch(/<svg v-pre role="img" aria-label="[^"]+"/);
      expect(content.trimEnd()).toMatch(/<\/figure>$/);
    }
  });

  test('lists exactly the sources that its slides and charts cite, and leads to them', () => {
    expect(sourcesOf(deck, talk).map(({ claim }) => claim.id)).toEqual([
      'wrecks-in-fog',
      'groundings-in-fog',
      'wrecks-fell',
      'wrecks-below-a-fifth',
      'new-lamp-saves',
      'keepers-asked',
      'fog-is-wet',
      'lamp-stays',
      'lamp-lit',
    ]);
    const cites = [...entry.markdown.matchAll(/<Cite :n="(\d+)" :to="(\d+)" \/>/g)];
    for (const [, number, to] of cites) {
      const { claim } = sourcesOf(deck, talk)[Number(number) - 1] ?? {};
      expect(slides[Number(to) - 1]?.content).toContain(`${number}. ${claim?.source.publisher.slice(0, 8)}`);
    }
    expect(new Set(cites.map(([, number]) => number)).size).toBe(9);
  });

  test('names a publisher once, with the numbers of all that it said', () => {
    const [caption] = entry.markdown.match(/<figcaption>.*<\/figcaption>/) ?? [];
    const numbers = caption?.replace(/<Cite :n="(\d+)" :to="\d+" \/>/g, '[$1]');
    expect(numbers).toBe('<figcaption>Sources: The salvage office[1][3], The pilots[2]</figcaption>');
  });
});
