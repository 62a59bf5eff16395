import { homedir } from 'node:os';
import { join } from 'node:path';
import { BARE_ENVIRONMENT } from '../sandbox/supervise.ts';
import type { Tools } from '../../languages/rust/toolchain.ts';

/** What Cargo needs to reach a registry as its user does, and holds no secret. */
const HANDED_ON = [
  ...['PATH', 'RUSTUP_TOOLCHAIN', 'SystemRoot'],
  ...['CARGO_NET_OFFLINE', 'CARGO_HTTP_CAINFO', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
];

/** Where rustup keeps a toolchain, by its name. */
const RE_TOOLCHAIN = /[/\\]toolchains[/\\]([^/\\]+)[/\\]bin[/\\]/;

/** What every command finds: nothing of the user's but the tools, and what makes two runs print the same. */
export function transcriptEnvironment(
  { rustc }: Pick<Tools, 'rustc'>,
  folder: string,
  temporary: string,
): Record<string, string> {
  const defined = HANDED_ON.flatMap(name => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const toolchain = rustc.match(RE_TOOLCHAIN)?.[1];
  return {
    ...BARE_ENVIRONMENT,
    ...Object.fromEntries(defined),
    HOME: folder,
    TMPDIR: temporary,
    CARGO_HOME: process.env.CARGO_HOME ?? join(homedir(), '.cargo'),
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
    // The record says which one: a folder elsewhere may have another.
    ...(toolchain ? { RUSTUP_TOOLCHAIN: toolchain } : {}),
    // Over what the user's own settings say: a folder shared with others would tell what they built before.
    CARGO_TARGET_DIR: 'target',
    CARGO_INSTALL_ROOT: folder,
    // In an order that is the same each time.
    CARGO_BUILD_JOBS: '1',
    RUST_TEST_THREADS: '1',
    TERM: 'dumb',
    NO_COLOR: '1',
    CARGO_TERM_COLOR: 'never',
    CARGO_TERM_PROGRESS_WHEN: 'never',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** The output with `~` for the transcript's folder, and the user's tools below it, as if they were at home there. */
export function namedFolders(
  output: string,
  { HOME = '', TMPDIR = '', CARGO_HOME = '', RUSTUP_HOME = '' }: Record<string, string>,
  used: Set<string>,
): string {
  const named = output
    .replaceAll(HOME, '~')
    .replaceAll(TMPDIR, '/tmp')
    .replaceAll(CARGO_HOME, '~/.cargo')
    .replaceAll(RUSTUP_HOME, '~/.rustup');
  if (named !== output) used.add('folders');
  return named;
}
