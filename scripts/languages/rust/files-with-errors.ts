/** What is looked at of a span of rustc's, if it is one: a procedural macro may print to the same stream. */
interface SpanLike {
  is_primary?: unknown;
  file_name?: unknown;
  expansion?: { span?: SpanLike | null } | null;
}

/**
 * The files to which rustc's errors belong: through a macro's expansion, to the file that calls it. To read no more
 * of the messages than that lets a bundle be built again at once.
 *
 * @param stderr of `--error-format=json`: https://doc.rust-lang.org/rustc/json.html
 */
export function filesWithErrors(stderr: string, isOurs: (file: string) => boolean): Set<string> {
  const files = new Set<string>();
  for (const primary of stderr.split('\n').flatMap(primarySpans)) {
    let span: SpanLike | null | undefined = primary;
    while (span && !isOurs(String(span.file_name))) span = span.expansion?.span;
    if (span) files.add(String(span.file_name));
  }
  return files;
}

function primarySpans(line: string): SpanLike[] {
  if (!line.startsWith('{')) return [];
  const message = parseJson(line) as { level?: unknown; spans?: unknown } | undefined;
  if (!String(message?.level).startsWith('error') || !Array.isArray(message?.spans)) return [];
  return message.spans.filter((span?: SpanLike) => span?.is_primary === true);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A line that was cut off when rustc was ended.
    return undefined;
  }
}
