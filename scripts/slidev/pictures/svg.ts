/** What an SVG says of its making; text in `CDATA` is passed over, whatever it looks like. */
const RE_ABOUT = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<metadata\b(?:[^>]*\/>|[\s\S]*?<\/metadata\s*>)/g;

/** An SVG without comments and `metadata`; its title and description are read to those who do not see it, and stay. */
export function stripSvg(picture: Buffer): Buffer {
  const text = picture.toString('utf8');
  // In another encoding, the bytes would not come back as they were.
  if (!Buffer.from(text).equals(picture)) return picture;
  return Buffer.from(text.replace(RE_ABOUT, part => (part.startsWith('<![') ? part : '')));
}
