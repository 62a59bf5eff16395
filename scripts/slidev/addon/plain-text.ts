/**
 * What steers a terminal or turns the direction of text: all of Unicode's control characters but the tab and the end
 * of a line, and the marks of https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const RE_CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text that does what it looks like: control characters are written as Rust escapes them. */
export function plainText(text: string): string {
  return text.replace(RE_CONTROL, control =>
    control === '\r' ? '\\r' : `\\u{${control.codePointAt(0)?.toString(16)}}`,
  );
}
