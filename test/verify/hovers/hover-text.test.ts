import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHover } from '../../../scripts/verify/hovers/hover-text.ts';
import { fixture } from '../../support/fixtures.ts';

const NAMES = readdirSync(fixture('hovers'))
  .filter(name => name.endsWith('.md'))
  .map(name => name.slice(0, -'.md'.length));

describe.for(NAMES)('the hover `%s`', name => {
  const hover = readHover(readFileSync(fixture('hovers', `${name}.md`), 'utf8'));

  test('is read as a person would', async () => {
    await expect(`${JSON.stringify(hover ?? null, null, 2)}\n`).toMatchFileSnapshot(
      fixture('hovers', `${name}.json`),
    );
  });

  test('is short, and guesses nothing', () => {
    expect(hover?.type ?? '').toMatch(/^[^\n]{0,160}$/);
    expect(hover?.docs ?? '').toMatch(/^[^\n]{0,200}$/);
    expect(JSON.stringify(hover) ?? '').not.toContain('{unknown}');
  });
});

test('any text is read, or is none', () => {
  const part = fc.constantFrom(
    '```rust\n',
    '\n```',
    '\n---\n',
    'impl ',
    'where',
    '[',
    '](',
    '{unknown}',
    '. A',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string())), parts => {
      const hover = readHover(parts.join(''));
      expect(hover?.type ?? 'none').toMatch(/^\S.{0,159}$/u);
      expect(hover?.docs ?? 'none').toMatch(/^\S.{0,199}$/u);
    }),
  );
});
