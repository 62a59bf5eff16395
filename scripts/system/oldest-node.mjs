/** Older ones do not run TypeScript as it is. */
const OLDEST_NODE = [22, 18];

/**
 * What is wrong with a Node, as it calls itself; undefined where it runs Oxideck.
 *
 * @param {string} version
 * @returns {string | undefined}
 */
export function tooOld(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Node ${OLDEST_NODE.join('.')} or later is needed, and ${version ? `this is ${version}` : 'there is none'}`;
}
