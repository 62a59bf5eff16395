import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { TOKEN_HEADER } from '../../scripts/serve/gate.ts';
import { programOf, startRunner } from '../support/live-runner.ts';
import { isRunning } from '../support/processes.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../support/tools.ts';

const test = base.extend('live', { scope: 'file' }, async ({}, { onCleanup }) => {
  const live = await startRunner();
  onCleanup(() => live.close());
  return live;
});

const ENDLESS =
  'fn main() { println!("begun"); loop { std::thread::sleep(std::time::Duration::from_millis(9)) } }';
/** Prints the ids of three processes: its own, its child's, and that of a child in a session of its own; its folder. */
const FORKS = `use std::process::{Command, id};
fn main() {
    let child = Command::new("sleep").arg("300").spawn().unwrap();
    let daemon = Command::new("setsid").args(["sleep", "300"]).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let folder = std::env::current_dir().unwrap();
    println!("{} {} {} {}", id(), child.id(), daemon.id(), folder.display());
    loop { std::thread::sleep(std::time::Duration::from_millis(9)) }
}`;

/** What the program above prints. */
function readForks(text: string): { pids: number[]; folder: string } {
  const [folder = '', ...pids] = text.trim().split(' ').reverse();
  return { pids: pids.map(Number), folder };
}

describe.skipIf(!HAS_RUSTC)('the runner', () => {
  test('runs a program and tells what it prints while it runs', async ({ live }) => {
    const code = `fn main() {
    println!("one é");
    std::thread::sleep(std::time::Duration::from_millis(700));
    eprintln!("two");
    std::process::exit(3);
}`;
    const times: number[] = [];
    const onEvent = (event: object) => void ('stream' in event && times.push(performance.now()));
    const answer = await live.send(programOf(code), { onEvent });
    expect(answer).toMatchObject({ status: 200, stdout: 'one é\n', stderr: 'two\n', end: { exitCode: 3 } });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(400);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('tells why rustc rejects a program, in its lines', async ({ live }) => {
    const { stderr, end } = await live.send(
      programOf('fn main() {\n    let a = vec![1];\n    drop(a);\n    drop(a);\n}\n'),
    );
    expect(end).toEqual({ rejected: true });
    expect(stderr).toContain('error[E0382]: use of moved value: `a`');
    expect(stderr).toContain('--> program.rs:4:10');
  });

  test.skipIf(!HAS_PYTHON)('runs Python, and tells what it prints when it does', async ({ live }) => {
    const seen: string[] = [];
    const onEvent = (event: { text?: string }, leave: () => void) => {
      if (event.text) seen.push(event.text);
      if (seen.join('').includes('two')) leave();
    };
    const code = 'import time\nprint("one")\ntime.sleep(0.3)\nprint("two")\ntime.sleep(60)';
    await live.send(programOf(code, { language: 'python' }), { onEvent: onEvent as never });
    expect(seen.join('')).toMatch(/^one\ntwo\n?$/);
  });

  test.skipIf(!HAS_PYTHON)('runs a Python program of any size that it takes', async ({ live }) => {
    const code = `text = "${'x'.repeat(250_000)}"\nprint(len(text))\n`;
    const { stdout, end } = await live.send(programOf(code, { language: 'python' }));
    expect({ stdout, end }).toEqual({ stdout: '250000\n', end: { exitCode: 0 } });
  });

  test.skipIf(!HAS_PYTHON)('tells in Python’s words of a NUL byte in a program', async ({ live }) => {
    const { stderr, end } = await live.send(programOf('print(1)\0', { language: 'python' }));
    expect(stderr).toContain('null bytes');
    expect(end).toEqual({ exitCode: 1 });
  });

  test('tells in rustc’s words of a NUL byte in a program', async ({ live }) => {
    const { stderr, end } = await live.send(programOf('fn main() {}\0'));
    expect(stderr).toContain('unknown start of token: \\u{0}');
    expect(end).toEqual({ rejected: true });
  });

  test('builds and runs tests where the fence asks for them', async ({ live }) => {
    const code = '#[test]\nfn adds() { assert_eq!(1 + 1, 2); }';
    expect((await live.send(programOf(code, { tests: true }))).stdout).toContain('test adds ... ok');
  });

  test('gives a program an empty folder, a bare environment and no input', async ({ live }) => {
    const code = `fn main() {
    println!("{}", std::fs::read_dir(".").unwrap().count());
    for (name, value) in std::env::vars() { if !value.contains("oxideck-") { println!("{name}={value}") } }
    println!("{}", std::io::read_to_string(std::io::stdin()).unwrap().len());
}`;
    const { stdout } = await live.send(programOf(code));
    expect(stdout.trim().split('\n').sort()).toEqual(['0', '0', 'LANG=C.UTF-8', 'PATH=/usr/bin:/bin']);
  });
});

describe('an attack', () => {
  const sign = join(tmpdir(), `attacked-${process.pid}`);
  const CODE = programOf(`fn main() { std::fs::write(${JSON.stringify(sign)}, "").unwrap() }`);

  test.for<[string, Parameters<Awaited<ReturnType<typeof startRunner>>['send']>[1], number]>([
    ['with a wrong token', { headers: { [TOKEN_HEADER]: 'wrong' } }, 403],
    ['without a token', { headers: { [TOKEN_HEADER]: undefined } }, 403],
    ['from another origin', { headers: { origin: 'http://127.0.0.1:1' } }, 403],
    ['from no origin', { headers: { origin: undefined } }, 403],
    ['by a rebound name', { headers: { host: 'evil.example:80', origin: 'http://evil.example:80' } }, 403],
    ['with a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['with a form of plain text', { headers: { 'content-type': 'text/plain' } }, 415],
    ['with GET', { method: 'GET' }, 405],
    ['with OPTIONS, as before a request from elsewhere', { method: 'OPTIONS' }, 405],
    ['on the page, by a rebound name', { path: '/', method: 'GET', headers: { host: 'evil.example' } }, 403],
  ])('%s gets nothing', async ([, options, status], { expect: check, live }) => {
    const answer = await live.send(CODE, options);
    check(answer.status).toBe(status);
    check(answer.headers).not.toHaveProperty('access-control-allow-origin');
    check(answer.text).not.toContain(live.token);
    check(existsSync(sign)).toBe(false);
  });

  test('by a program of 1 MB is refused, announced or not', async ({ live }) => {
    const large = programOf(`// ${'x'.repeat(1024 * 1024)}`);
    expect((await live.send(large)).status).toBe(413);
    const chunked = { headers: { 'transfer-encoding': 'chunked' } };
    expect((await live.send(large, chunked)).status).toBe(413);
  });

  test('by WebSocket is no connection', async ({ live }) => {
    const socket = new WebSocket(`ws://127.0.0.1:${live.port}/__oxideck/run`);
    const outcome = await new Promise<string>(resolve => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => resolve('error'));
    });
    expect(outcome).toBe('error');
  });
});

describe.skipIf(!HAS_RUSTC)('a program that would not end', () => {
  test('is ended in its time', async ({ live }) => {
    const { stdout, end } = await live.send(programOf(ENDLESS, { timeout: 1 }));
    expect({ stdout, end }).toMatchObject({
      stdout: 'begun\n',
      end: { stopped: 'it ran for 1 s and was ended', signal: 'SIGKILL' },
    });
  });

  test('is ended when it prints without end', async ({ live }) => {
    const { stdout, end } = await live.send(programOf('fn main() { loop { println!("flood") } }'));
    expect(end?.stopped).toBe('it printed more than 256 KiB and was ended');
    expect(stdout.length).toBe(256 * 1024);
  });

  test('is gone, with all that it started, when the page is', async ({ live }) => {
    let forked = readForks('');
    await live.send(programOf(FORKS), {
      onEvent(event, leave) {
        if (!('stream' in event)) return;
        forked = readForks(event.text);
        leave();
      },
    });
    expect(forked.pids).toHaveLength(3);
    await expect.poll(() => forked.pids.filter(isRunning), { timeout: 3000 }).toEqual([]);
    await expect.poll(() => existsSync(forked.folder), { timeout: 3000 }).toBe(false);
  });

  test('makes room for the next one of its page', async ({ live }) => {
    const page = '6b0e7a52-9f0b-4a7e-8c39-6a1a7c3f0d55';
    const begun = Promise.withResolvers<void>();
    const onEvent = (event: object) => 'stream' in event && begun.resolve();
    const first = live.send(programOf(ENDLESS, { page }), { onEvent });
    await begun.promise;
    const second = await live.send(programOf('fn main() { println!("second") }', { page }));
    expect(second.stdout).toBe('second\n');
    expect((await first).end).toMatchObject({ stopped: 'it was ended' });
  });

  test('is gone when the server ends', async () => {
    const live = await startRunner();
    const begun = Promise.withResolvers<number[]>();
    const sent = live.send(programOf(FORKS), {
      onEvent: event => 'stream' in event && begun.resolve(readForks(event.text).pids),
    });
    const pids = await begun.promise;
    await live.close();
    expect(pids.filter(isRunning)).toEqual([]);
    await sent;
  });
});

describe.skipIf(!HAS_RUSTC)('a hundred requests at once', () => {
  test('of many pages: two are served, the others are told to wait', async ({ live }) => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => live.send(programOf(ENDLESS, { timeout: 1 }))),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(98);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect(JSON.parse(refused[0]?.text ?? '')).toEqual({
      message: 'other programs are running: stop one, or wait',
    });
  });

  test('of one page: one runs at a time, and most are told to wait', async ({ live }) => {
    const page = '6b0e7a52-9f0b-4a7e-8c39-6a1a7c3f0d56';
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => live.send(programOf(ENDLESS, { timeout: 1, page }))),
    );
    const stopped = answers.map(({ status, end }) => end?.stopped ?? status);
    expect(stopped.filter(why => why === 429).length).toBeGreaterThan(80);
    expect(stopped.filter(why => why === 'it ran for 1 s and was ended')).toHaveLength(1);
    expect(new Set(stopped)).toEqual(new Set([429, 'it was ended', 'it ran for 1 s and was ended']));
  });

  test('leave a runner that runs the next', async ({ live }) => {
    expect((await live.send(programOf('fn main() { println!("still here") }'))).stdout).toBe('still here\n');
  });
});
