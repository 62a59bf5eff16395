import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText } from '../../scripts/markdown/read-text.ts';
import { temporaryFolder } from '../support/scratch.ts';

const TEXT = '# Mooring\n\n```rust\nlet a = "ü😀";\n```\n';

test.for([
  ['UTF-8', Buffer.from(TEXT), TEXT],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), `\uFEFF${TEXT}`],
  ['nothing', Buffer.alloc(0), ''],
] as const)('a file in %s has its text', ([_, bytes, text]) => {
  using folder = temporaryFolder();
  const file = join(folder.dir, 'a.md');
  writeFileSync(file, bytes);
  expect(readText(file)).toBe(text);
});

test.for([
  ['little-endian UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'this file is in UTF-16'],
  ['big-endian UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16(), 'this file is in UTF-16'],
  ['Latin-1', Buffer.from(TEXT.replace('😀', ''), 'latin1'), 'line 4 is not in UTF-8'],
  ['UTF-8 that is cut off', Buffer.from(TEXT).subarray(0, 32), 'line 4 is not in UTF-8'],
  ['bytes', Buffer.from(`${TEXT}\0`), 'this file holds no text'],
] as const)('a file of %s is an error that says so', ([_, bytes, message]) => {
  using folder = temporaryFolder();
  const file = join(folder.dir, 'a.md');
  writeFileSync(file, bytes);
  expect(readText(file)).toMatchObject({ kind: 'no-text', severity: 'error', message, file });
});

test('what cannot be read, or held, is an error that says so', () => {
  using folder = temporaryFolder();
  const file = join(folder.dir, 'a.md');
  mkdirSync(file);
  expect(readText(file)).toMatchObject({ message: 'this file cannot be read (EISDIR)' });
  const large = join(folder.dir, 'b.md');
  writeFileSync(large, '');
  truncateSync(large, 3 * 1024 ** 3);
  expect(readText(large)).toMatchObject({ message: 'this file is larger than 256 MiB' });
});
