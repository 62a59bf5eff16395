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
const ROUNDS = 5;
const SIZES = [1, 10, 100, 1000];
/** One by one, more than these take minutes. */
const PEERS_UP_TO = 100;
const EDITION = '2024';
/** How often a tool's memory is looked at, in milliseconds. */
const LOOK = 20;
/** Of programs that no check has seen yet. */
let nextSeed = 10_000;
const BROKEN = '```rust\nfn main() {\n    let depth: u32 = "deep";\n}\n```\n';

interface Row {
  programs: number;
  tool: string;
  seconds: number;
  'per program, ms': number;
  'times ours': number;
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

/** A command and its arguments. */
type Call = [command: string, ...args: string[]];

interface Tool {
  name: string;
  /** One after the other. */
  calls: readonly Call[];
  /** What of ours does the same. Default: the first. */
  ours?: string;
  /** Done before each run, and not counted. */
  before?: () => void;
}

async function benchVerify(): Promise<void> {
  const rows: Row[] = [];
  for (const size of SIZES) rows.push(...(await compare(size, toolsFor(size))));
  // eslint-disable-next-line no-console -- the one thing that this prints is a table
  console.table(rows);
}

function toolsFor(size: number): Tool[] {
  const programs = Array.from({ length: size }, (_, index) => program(index));
  const whole = write(`${size}.md`, programs.join('\n'));
  const broken = write(`${size}-broken.md`, [...programs.slice(1), BROKEN].join('\n'));
  const changed = write(`${size}-changed.md`, programs.join('\n'));
  run(oxideck(changed));
  const editOne = () => writeFileSync(changed, [...programs.slice(1), program(nextSeed++)].join('\n'));
  const ours: Tool[] = [
    { name: 'oxideck, cold', calls: [oxideck(whole, '--fresh')] },
    { name: 'oxideck, one broken', calls: [oxideck(broken, '--fresh')] },
    { name: 'oxideck, one changed', calls: [oxideck(changed)], before: editOne },
    { name: 'oxideck, unchanged', calls: [oxideck(whole)] },
  ];
  if (size > PEERS_UP_TO) return ours;
  const files = programs.map((text, index) => write(`${size}/${index}.md`, text));
  return [
    ...ours,
    { name: 'oxideck --isolate', calls: [oxideck(whole, '--fresh', '--isolate')] },
    { name: 'rustdoc --test, merged', calls: [rustdoc(whole)] },
    { name: 'rustdoc --test, merged, one broken', calls: [rustdoc(broken)], ours: 'oxideck, one broken' },
    { name: 'rustdoc --test, file by file', calls: files.map(rustdoc) },
    ...(hasMdbook() ? [{ name: 'mdbook test', calls: [mdbook(programs, size)] }] : []),
  ];
}

/** All of them in turns, so that whatever slows the machine down for a while slows all. */
async function compare(size: number, tools: readonly Tool[]): Promise<Row[]> {
  const times = new Map(tools.map(tool => [tool, [] as number[]]));
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`${String(size).padStart(5)} programs, round ${round} of ${ROUNDS}\n`);
    for (const tool of tools) times.get(tool)?.push(secondsFor(tool));
  }
  const medians = new Map(tools.map(tool => [tool.name, middle(times.get(tool) ?? [])]));
  const rows: Row[] = [];
  for (const { name, ours = tools[0]?.name ?? '', calls, before } of tools) {
    before?.();
    const seconds = medians.get(name) ?? 0;
    rows.push({
      programs: size,
      tool: name,
      seconds: Number(seconds.toFixed(2)),
      'per program, ms': Number(((seconds / size) * 1000).toFixed(1)),
      'times ours': Number((seconds / (medians.get(ours) ?? 0)).toFixed(2)),
      'peak MB': await peakOf(calls[0] as Call),
    });
  }
  return rows;
}

function secondsFor({ calls, before }: Tool): number {
  before?.();
  // What one tool has written must not slow down the next.
  run(['sync']);
  const start = performance.now();
  calls.forEach(run);
  return (performance.now() - start) / 1000;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
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
