import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type * as NodeFs from 'node:fs';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { withFirstLock, withLock } from '../../scripts/system/build-lock.ts';
import { fixture } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/scratch.ts';

const beforeRemoval = vi.hoisted(() => ({ of: '', run: () => {} }));

vi.mock('node:fs', async importOriginal => {
  const fs = await importOriginal<typeof NodeFs>();
  const rmSync: typeof fs.rmSync = (path, options) => {
    if (path === beforeRemoval.of) beforeRemoval.run();
    fs.rmSync(path, options);
  };
  return { ...fs, rmSync };
});

const LATER = new AbortController().signal;
const never = (): void => expect.unreachable();

describe('what needs a lock', () => {
  test('is done at once where it is free, and leaves it free', async () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'made/here.lock');
    const held = await withLock(file, { signal: LATER, onWait: never }, async () =>
      readFileSync(file, 'utf8'),
    );
    expect(held).toBe(`${process.pid}\n`);
    expect(existsSync(file)).toBe(false);
  });

  test('frees it when it fails', async () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'lock');
    const failing = withLock(file, { signal: LATER, onWait: never }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  test('is done one after the other', async () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'lock');
    const events: string[] = [];
    const holders: number[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await setTimeout(20);
      events.push(`${name} ends`);
    };
    const options = { signal: LATER, onWait: (holder: number) => holders.push(holder) };
    await Promise.all(['a', 'b', 'c'].map(name => withLock(file, options, work(name))));
    expect(events.length).toBe(6);
    for (let index = 0; index < 6; index += 2) {
      expect(events[index + 1]).toBe(events[index]?.replace('begins', 'ends'));
    }
    expect(holders).toEqual([process.pid, process.pid]);
  });

  test.for(['', '0', '-1', 'a word'])('takes one that says %j: nobody holds it', async text => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'lock');
    writeFileSync(file, text);
    await expect(withLock(file, { signal: LATER, onWait: never }, async () => 1)).resolves.toBe(1);
  });

  test('takes that of a process that has ended', async () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'lock');
    writeFileSync(file, String(spawnSync(process.execPath, ['-e', '']).pid));
    await expect(withLock(file, { signal: LATER, onWait: never }, async () => 1)).resolves.toBe(1);
  });

  test.for(['', String(spawnSync(process.execPath, ['-e', '']).pid)])(
    'keeps others away while it removes one that says %j',
    async text => {
      using folder = temporaryFolder();
      const file = join(folder.dir, 'lock');
      writeFileSync(file, text);
      const others: string[] = [];
      beforeRemoval.of = file;
      beforeRemoval.run = () => {
        beforeRemoval.of = '';
        const args = [fixture('processes/takes-lock.mjs'), file];
        others.push(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
      };
      await withLock(file, { signal: LATER, onWait: never }, async () => 1);
      expect(others).toEqual(['it waits']);
      expect(readdirSync(folder.dir)).toEqual([]);
    },
  );

  test('waits for a process that lives, until it is interrupted', async () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'lock');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await once(child, 'spawn');
    writeFileSync(file, String(child.pid));
    const interruption = new AbortController();
    const onWait = () => interruption.abort(new Error('interrupted'));
    const waiting = withLock(file, { signal: interruption.signal, onWait }, never as () => Promise<void>);
    await expect(waiting).rejects.toThrow('interrupted');
    expect(readFileSync(file, 'utf8')).toBe(String(child.pid));
    child.kill();
  });

  test('tells why a lock cannot be had', async () => {
    using folder = temporaryFolder();
    const file = join(folder.dir, 'lock');
    mkdirSync(file);
    await expect(withLock(file, { signal: LATER, onWait: never }, async () => 1)).rejects.toThrow('EISDIR');
  });
});

test('the first lock that nobody holds is taken, and left free again', async () => {
  using folder = temporaryFolder();
  const fileOf = (number: number) => join(folder.dir, `lock-${number}`);
  const taken = await withFirstLock(fileOf, first =>
    withFirstLock(fileOf, second => withFirstLock(fileOf, async third => [first, second, third])),
  );
  expect(taken).toEqual([1, 2, 3]);
  writeFileSync(fileOf(1), String(spawnSync(process.execPath, ['-e', '']).pid));
  expect(await withFirstLock(fileOf, async number => number)).toBe(1);
  expect([1, 2, 3].map(number => existsSync(fileOf(number)))).toEqual([false, false, false]);
});
