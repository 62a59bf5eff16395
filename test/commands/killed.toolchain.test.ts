import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { RUN_PATH } from '../../scripts/serve/request.ts';
import { TOKEN_HEADER } from '../../scripts/serve/gate.ts';
import { LIVE_PAGE_ID } from '../../scripts/slidev/addon/run/local.ts';
import { programOf } from '../support/live-runner.ts';
import { findProcesses } from '../support/processes.ts';
import { buildDecks, startOxideck } from '../support/run-oxideck.ts';
import { copyOfObservatory, temporaryFolder } from '../support/scratch.ts';
import { freePort } from '../support/site.ts';
import { HAS_RUSTC } from '../support/tools.ts';

const test = base.extend('talk', { scope: 'file' }, async ({}, { onCleanup }) => {
  const copy = copyOfObservatory();
  onCleanup(() => copy[Symbol.dispose]());
  await buildDecks(['engineers', '--talk', copy.dir, '--formats', 'web']);
  return copy.dir;
});

const FORKS = `use std::process::Command;
fn main() {
    let _child = Command::new("sleep").arg("300").spawn().unwrap();
    let _daemon = Command::new("setsid").args(["sleep", "300"]).spawn().unwrap();
    loop { std::thread::sleep(std::time::Duration::from_millis(9)) }
}`;
describe.skipIf(!HAS_RUSTC)('a server that is killed', () => {
  test.for([
    ['a program, with all that it has started', () => FORKS, /\/program$|sleep 300/, 3],
    ['rustc', waitingFor, /rustc/, 1],
  ] as const)('takes %s with it', async ([, program, expected, count], { talk }) => {
    using scratch = temporaryFolder();
    const code = program(join(scratch.dir, 'pipe'));
    const port = await freePort();
    const args = ['present', 'engineers', '--talk', talk, '--port', String(port), '--no-open'];
    const server = startOxideck(args, { TMPDIR: scratch.dir });
    try {
      await server.says(/notes +http:\S+/);
      const running = () => findProcesses('none', scratch.dir).filter(command => expected.test(command));
      const answer = run(`http://127.0.0.1:${port}`, code);
      await expect.poll(() => running().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
      server.kill();
      await expect(answer).rejects.toThrow();
      await expect.poll(() => findProcesses('none', scratch.dir), { timeout: 5000 }).toEqual([]);
      const left = () => readdirSync(scratch.dir).filter(name => name.startsWith('oxideck-'));
      await expect.poll(left, { timeout: 5000 }).toEqual([]);
    } finally {
      server.kill();
    }
  });
});

/** A program for which rustc waits without a word: what prints would end by itself where nobody listens. */
function waitingFor(pipe: string): string {
  execFileSync('mkfifo', [pipe]);
  return `fn main() { println!("{}", include_str!("${pipe}")); }`;
}

/** Asks a server to run a program, as the page that it serves does. */
async function run(origin: string, code: string): Promise<string> {
  const page = await (await fetch(`${origin}/`)).text();
  const live = new RegExp(`id="${LIVE_PAGE_ID}">(.*?)</script>`).exec(page)?.[1] ?? '{}';
  const { token } = JSON.parse(live) as { token: string };
  const headers = { origin, 'content-type': 'application/json', [TOKEN_HEADER]: token };
  const answer = await fetch(`${origin}${RUN_PATH}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(programOf(code)),
  });
  return answer.text();
}
