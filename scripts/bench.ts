/**
 * `npm run bench verify`: how long it takes to verify programs of the standard library, ours beside what a user
 * would otherwise use, in one run. Medians; machines are noisy, so the ratios are what counts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('./oxideck.mjs', import.meta.url));
const RUNS = 3;
const SIZES = [1, 10, 100, 1000];
/** One by one, more than these take minutes. */
const PEERS_UP_TO = 100;
const EDITION = '2024';
/** How often a tool's memory is looked at, in milliseconds. */
const LOOK = 20;
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
  await benchVerify();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function benchVerify(): Promise<void> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const programs = Array.from({ length: size }, (_, index) => program(index));
    const whole = write(`${size}.md`, programs.join('\n'));
    const broken = write(`${size}-broken.md`, [...programs.slice(1), BROKEN].join('\n'));
    const changed = write(`${size}-changed.md`, programs.join('\n'));
    const ours = await add(rows, size, 'oxideck, cold', [oxideck(whole, '--fresh')]);
    await add(rows, size, 'oxideck, one broken', [oxideck(broken, '--fresh')], ours);
    run(oxideck(changed));
    let edit = 0;
    const editOne = () => writeFileSync(changed, [...programs.slice(1), program(10_000 + edit++)].join('\n'));
    await add(rows, size, 'oxideck, one changed', [oxideck(changed)], ours, editOne);
    run(oxideck(whole));
    await add(rows, size, 'oxideck, unchanged', [oxideck(whole)], ours);
    if (size > PEERS_UP_TO) continue;
    await add(rows, size, 'oxideck --isolate', [oxideck(whole, '--fresh', '--isolate')], ours);
    await add(rows, size, 'rustdoc --test, merged', [rustdoc(whole)], ours);
    await add(rows, size, 'rustdoc --test, merged, one broken', [rustdoc(broken)], ours);
    const files = programs.map((text, index) => write(`${size}/${index}.md`, text));
    await add(rows, size, 'rustdoc --test, file by file', files.map(rustdoc), ours);
    if (hasMdbook()) await add(rows, size, 'mdbook test', [mdbook(programs, size)], ours);
  }
  // eslint-disable-next-line no-console -- the one thing that this prints is a table
  console.table(rows);
}

/** A command and its arguments. */
type Call = [command: string, ...args: string[]];

async function add(
  rows: Row[],
  programs: number,
  tool: string,
  calls: readonly Call[],
  ours?: number,
  before?: () => void,
): Promise<number> {
  const runs = Array.from({ length: RUNS }, () => {
    before?.();
    const start = performance.now();
    calls.forEach(run);
    return (performance.now() - start) / 1000;
  }).sort((a, b) => a - b);
  before?.();
  const peak = await peakOf(calls[0] as Call);
  const seconds = runs[Math.floor(RUNS / 2)] as number;
  const ratio = ours === undefined ? 1 : Number((seconds / ours).toFixed(2));
  const each = Number(((seconds / programs) * 1000).toFixed(1));
  const row = { programs, tool, seconds: Number(seconds.toFixed(2)), 'per program, ms': each };
  rows.push({ ...row, 'times ours': ratio, 'peak MB': peak });
  process.stderr.write(`${String(programs).padStart(5)}  ${tool.padEnd(36)} ${seconds.toFixed(2)} s\n`);
  return seconds;
}

function oxideck(file: string, ...options: string[]): Call {
  return [process.execPath, CLI, 'check', file, '--edition', EDITION, '--quiet', ...options];
}

function rustdoc(file: string): Call {
  return ['rustdoc', '--test', '--edition', EDITION, file];
}

function hasMdbook(): boolean {
  return spawnSync('mdbook', ['--version']).status === 0;
}

function mdbook(programs: readonly string[], size: number): Call {
  const book = `book-${size}`;
  write(`${book}/book.toml`, `[rust]\nedition = "${EDITION}"\n`);
  const chapters = programs.map((text, index) => {
    write(`${book}/src/${index}.md`, text);
    return `- [${index}](${index}.md)`;
  });
  write(`${book}/src/SUMMARY.md`, chapters.join('\n'));
  return ['mdbook', 'test', join(folder, book)];
}

function run([command, ...args]: Call): void {
  spawnSync(command, args, { cwd: folder });
}

/**
 * What a call and all that it starts hold at the same time, in megabytes, shared pages shared out; as far as
 * Linux tells and a look every few milliseconds sees.
 */
async function peakOf([command, ...args]: Call): Promise<number | string> {
  if (process.platform !== 'linux') return '';
  const child = spawn(command, args, { cwd: folder, stdio: 'ignore' });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, heldBy(child.pid ?? 0));
  }, LOOK);
  await new Promise(resolve => child.on('close', resolve));
  clearInterval(timer);
  return Math.round(peak / 1024);
}

function heldBy(root: number): number {
  const parents = readdirSync('/proc').flatMap(name => {
    const parent = /^\d+$/.test(name) && readProc(name, 'stat').match(/\) \S (\d+)/)?.[1];
    return parent ? [[Number(name), Number(parent)] as const] : [];
  });
  const tree = new Set([root]);
  for (const [id, parent] of parents) if (tree.has(parent)) tree.add(id);
  return [...tree].reduce((sum, id) => {
    return sum + Number(readProc(`${id}`, 'smaps_rollup').match(/^Pss:\s+(\d+)/m)?.[1] ?? 0);
  }, 0);
}

function readProc(id: string, name: string): string {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8');
  } catch {
    // It has just ended.
    return '';
  }
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
