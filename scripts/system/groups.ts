import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** The process groups that run now. */
const groups = new Set<number>();
/** The temporary folders that exist now. */
const folders = new Set<string>();

/**
 * Reads of each group that it has begun or ended, and of each folder that it was made or removed, for as long as the
 * process that writes this lives. Then it ends the groups that are left and removes the folders, also where a program
 * took away the right to do so. In the shell that every Unix has: a second Node would take its time and memory.
 */
const WATCHER = `left=' '
while read -r what name; do
  case $what in
    begun) left="$left$name " ;;
    ended) left="\${left%% $name *} \${left#* $name }" ;;
    made) set -- "$@" "$name" ;;
    removed) for folder do shift; [ "$folder" = "$name" ] || set -- "$@" "$folder"; done ;;
  esac
done
for group in $left; do kill -9 "-$group"; done
[ $# -eq 0 ] && exit
rm -rf -- "$@" || { chmod -R u+rwX -- "$@"; rm -rf -- "$@"; }`;
let watcher: ChildProcess | undefined;

// At once, and before the caller goes on: the other way takes a moment.
process.on('exit', () => groups.forEach(killGroup));

/** Has a process group end with this process, however its end comes about: a crash and SIGKILL included. */
export function holdGroup(leader: number): void {
  groups.add(leader);
  tell(`begun ${leader}`);
}

/** Lets go of a group that has ended. */
export function letGroupGo(leader: number): void {
  if (groups.delete(leader)) tell(`ended ${leader}`);
}

/** Has a folder removed when this process ends, however its end comes about. */
export function holdFolder(folder: string): void {
  // The watcher reads lines.
  if (folder.includes('\n')) return;
  folders.add(folder);
  tell(`made ${folder}`);
}

/** Lets go of a folder that was removed. */
export function letFolderGo(folder: string): void {
  if (folders.delete(folder)) tell(`removed ${folder}`);
}

/** Ends all processes of a group. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

function tell(line: string): void {
  if (process.platform === 'win32') return;
  watcher ??= startWatcher();
  watcher.stdin?.write(`${line}\n`);
}

function startWatcher(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', WATCHER], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    // Out of the group that Ctrl-C goes to.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without it, groups end with a process that ends by itself.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as Socket).unref();
  return child;
}
