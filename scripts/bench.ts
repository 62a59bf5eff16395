/**
 * `npm run bench verify`: how long it takes to verify programs of the standard library, ours beside what a user
 * would otherwise use, in one run. Medians; machines are noisy, so the ratios are what counts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('./oxideck.mjs', import.meta.url));
const RUNS = 3;
const SIZES = [1, 10, 100, 1000];
/** One by one, more than these take minutes. */
const PEERS_UP_TO = 100;
const EDITION = '2024';
const TIME = '/usr/bin/time';
const BROKEN = '```rust\nfn main() {\n    let depth: u32 = "deep";\n}\n```\n';

interface Row {
  programs: number;
  tool: string;
  seconds: number;
  'per program, ms': number;
  'times ours': number | string;
  'peak MB': number | string;
}

const [what = 'verify'] = process.argv.slice(2);
if (what !== 'verify') {
  process.stderr.write(`there is no bench \`${what}\`: write \`npm run bench verify\`\n`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'oxideck-bench-'));
try {
  benchVerify();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function benchVerify(): void {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const programs = Array.from({ length: size }, (_, index) => program(index));
    const whole = write(`${size}.md`, programs.join('\n'));
    const broken = write(`${size}-broken.md`, [...programs.slice(1), BROKEN].join('\n'));
    const changed = write(`${size}-changed.md`, programs.join('\n'));
    const ours = add(rows, size, 'oxideck, cold', () => oxideck(whole, '--fresh'));
    add(rows, size, 'oxideck, one broken', () => oxideck(broken, '--fresh'), ours);
    oxideck(changed);
    let edit = 0;
    const editOne = () => writeFileSync(changed, [...programs.slice(1), program(10_000 + edit++)].join('\n'));
    add(rows, size, 'oxideck, one changed', () => oxideck(changed), ours, editOne);
    oxideck(whole);
    add(rows, size, 'oxideck, unchanged', () => oxideck(whole), ours);
    if (size > PEERS_UP_TO) continue;
    add(rows, size, 'oxideck --isolate', () => oxideck(whole, '--fresh', '--isolate'), ours);
    add(rows, size, 'rustdoc --test, merged', () => rustdoc(whole), ours);
    add(rows, size, 'rustdoc --test, merged, one broken', () => rustdoc(broken), ours);
    const files = programs.map((text, index) => write(`${size}/${index}.md`, text));
    add(rows, size, 'rustdoc --test, file by file', () => measureAll(files), ours);
    if (hasMdbook()) add(rows, size, 'mdbook test', () => mdbook(programs, size), ours);
  }
  // eslint-disable-next-line no-console -- the one thing that this prints is a table
  console.table(rows);
}

interface Measured {
  seconds: number;
  megabytes: number | string;
}

function add(
  rows: Row[],
  programs: number,
  tool: string,
  run: () => Measured,
  ours?: number,
  before?: () => void,
): number {
  const runs = Array.from({ length: RUNS }, () => {
    before?.();
    return run();
  }).sort((a, b) => a.seconds - b.seconds);
  const { seconds, megabytes } = runs[Math.floor(RUNS / 2)] as Measured;
  const ratio = ours === undefined ? 1 : Number((seconds / ours).toFixed(2));
  const each = Number(((seconds / programs) * 1000).toFixed(1));
  const row = { programs, tool, seconds: Number(seconds.toFixed(2)), 'per program, ms': each };
  rows.push({ ...row, 'times ours': ratio, 'peak MB': megabytes });
  process.stderr.write(`${String(programs).padStart(5)}  ${tool.padEnd(36)} ${seconds.toFixed(2)} s\n`);
  return seconds;
}

function oxideck(file: string, ...options: string[]): Measured {
  return measure(process.execPath, [CLI, 'check', file, '--edition', EDITION, '--quiet', ...options]);
}

function rustdoc(file: string): Measured {
  return measure('rustdoc', ['--test', '--edition', EDITION, file]);
}

function measureAll(files: readonly string[]): Measured {
  const all = files.map(rustdoc);
  const seconds = all.reduce((sum, one) => sum + one.seconds, 0);
  return { seconds, megabytes: all[0]?.megabytes ?? '' };
}

function hasMdbook(): boolean {
  return spawnSync('mdbook', ['--version']).status === 0;
}

function mdbook(programs: readonly string[], size: number): Measured {
  const book = `book-${size}`;
  write(`${book}/book.toml`, `[rust]\nedition = "${EDITION}"\n`);
  const chapters = programs.map((text, index) => {
    write(`${book}/src/${index}.md`, text);
    return `- [${index}](${index}.md)`;
  });
  write(`${book}/src/SUMMARY.md`, chapters.join('\n'));
  return measure('mdbook', ['test', join(folder, book)]);
}

/** With the peak of the whole tree of processes where the machine has a tool that tells it. */
function measure(command: string, args: readonly string[]): Measured {
  const start = performance.now();
  const timed = existsSync(TIME);
  const result = timed
    ? spawnSync(TIME, ['-f', '%M', command, ...args], { encoding: 'utf8', cwd: folder })
    : spawnSync(command, args, { encoding: 'utf8', cwd: folder });
  const seconds = (performance.now() - start) / 1000;
  const peak = timed ? Number(result.stderr.trim().split('\n').at(-1)) : Number.NaN;
  return { seconds, megabytes: Number.isNaN(peak) ? '' : Math.round(peak / 1024) };
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A small program of the usual kind: a type, a function, a loop, an assertion, some output. */
function program(seed: number): string {
  return `\`\`\`rust
#[derive(Debug, Clone, PartialEq)]
struct Crate${seed} {
    name: String,
    weight: u32,
}

fn heavy(crates: &[Crate${seed}]) -> Vec<Crate${seed}> {
    crates.iter().filter(|one| one.weight > ${seed % 7}).cloned().collect()
}

fn main() {
    let crates = [
        Crate${seed} { name: "rope".to_string(), weight: ${seed % 5} },
        Crate${seed} { name: "sail".to_string(), weight: ${(seed % 9) + 3} },
    ];
    let total: u32 = heavy(&crates).iter().map(|one| one.weight).sum();
    println!("{total} of {} for {}", crates.len(), crates[0].name);
    assert!(total < 1000);
}
\`\`\`
`;
}
