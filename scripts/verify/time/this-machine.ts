import { arch, availableParallelism, cpus, type } from 'node:os';
import type { Machine } from './wall-time.ts';

/** What a time that is measured now belongs to. Some systems on Arm do not know their processor's name. */
export function thisMachine(): Machine {
  const cpu = cpus()[0]?.model.trim() ?? '';
  return {
    cpu: cpu === 'unknown' ? '' : cpu,
    cores: availableParallelism(),
    system: `${type()} ${arch()}`,
  };
}
