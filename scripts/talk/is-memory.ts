/** The word after the backticks that makes a fence a picture of memory. */
const RE_MEMORY = /^\s*memory(?![\w-])/;

export function isMemory(info: string): boolean {
  return RE_MEMORY.test(info);
}
