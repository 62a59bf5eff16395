// Brings a fresh clone to where every command works: packages from the lock file, then a browser. It runs on
// whatever Node is there, before anything is installed, so it is plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tooOld } from './system/oldest-node.mjs';

const TOOL_MISSING = 3;
const INTERRUPTED = 130;

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules/.bin');
const stamp = join(root, 'node_modules/.oxideck-lock');
// npm's own scripts must run on the project's Node too, where there is one.
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

install();
requireNode();
process.exitCode = run('node', [join(root, 'scripts/setup-tools.ts')]);

/** From the lock file, when `node_modules` is missing or was made from another one. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing packages from package-lock.json (about 1 GB, a minute or two) …');
  const status = run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status === INTERRUPTED) process.exit(INTERRUPTED);
  if (status !== 0) {
    say('npm could not install the packages: see above; the next run tries again');
    process.exit(TOOL_MISSING);
  }
  writeFileSync(stamp, lock);
}

/** Node comes with the packages on Linux and Windows; elsewhere the system's serves. */
function requireNode() {
  const { stdout } = spawnSync('node', ['--version'], { env, encoding: 'utf8', shell: onWindows() });
  const problem = tooOld(stdout?.trim() ?? '');
  if (!problem) return;
  say(`${problem}; on this system it does not come with the packages`);
  process.exit(TOOL_MISSING);
}

/** What a tool prints goes to stderr: stdout is for the command that follows. */
function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2], shell: onWindows() });
  return result.signal === 'SIGINT' ? INTERRUPTED : (result.status ?? TOOL_MISSING);
}

function onWindows() {
  return process.platform === 'win32';
}

function say(message) {
  process.stderr.write(`set-up: ${message}\n`);
}
