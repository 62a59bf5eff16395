import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { escapeAttribute, escapeNote, escapeText } from '../../scripts/slidev/escape.ts';
import { decodeEntities } from '../support/entities.ts';

const markdown = new MarkdownIt({ html: true, linkify: true });
const trouble = fc.constantFrom(
  ...'<>&"\'`*_[](){}#!|$:~\\ \t\n-+.1a@/=',
  '{{ x }}',
  '<!--',
  'http://a.b',
  '&lt;',
);
const text = fc.oneof(
  fc.array(trouble).map(parts => parts.join('')),
  fc.string({ unit: 'grapheme' }),
);
/** A line as a title has it: white space at its ends means nothing to Markdown. */
const line = text.map(value => value.replace(/\s+/g, ' ').trim()).filter(value => value !== '');

describe('a text in an attribute', () => {
  test('stands on one line, ends no attribute, and is read as it was written', () => {
    fc.assert(
      fc.property(text, value => {
        const escaped = escapeAttribute(value);
        expect(escaped).not.toMatch(/[\n\r"<>`]/);
        expect(decodeEntities(escaped)).toBe(value);
      }),
    );
  });

  test('comes out of Markdown as it went in', () => {
    fc.assert(
      fc.property(line, value => {
        const html = markdown.renderInline(`<Program message="${escapeAttribute(value)}" />`);
        expect(decodeEntities(html)).toBe(`<Program message="${value}" />`);
      }),
    );
  });
});

describe('a text on a slide', () => {
  test('is never markup to Markdown', () => {
    fc.assert(
      fc.property(line, value => {
        const html = markdown.renderInline(escapeText(value)).replaceAll('<span v-pre>{</span>', '{');
        expect(html).not.toMatch(/</);
        expect(decodeEntities(html)).toBe(value.trim().replace(/\s+/g, ' '));
      }),
    );
  });

  test.for(['{{ x }}', 'a {{ b }} c'])('is never an expression to Vue: %s', value => {
    expect(markdown.renderInline(escapeText(value))).not.toContain('{{');
  });

  test.for(['- a', '1. a', '---', '# a', '> a', '| a |', 'http://a.b'])(
    'is a paragraph even on a line of its own: %s',
    value => {
      const html = markdown.render(escapeText(value)).trim();
      expect(html).toMatch(/^<p>[^<]*<\/p>$/);
    },
  );
});

test('a text in notes is never markup, and ends no comment', () => {
  fc.assert(
    fc.property(line, value => {
      expect(escapeNote(value)).not.toContain('-->');
      const html = markdown.renderInline(escapeNote(value));
      expect(html).not.toMatch(/</);
      expect(decodeEntities(html)).toBe(value);
    }),
  );
});
