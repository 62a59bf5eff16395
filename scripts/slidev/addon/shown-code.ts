/** Slidev copies all text of a code block: after it has, the clipboard gets the lines without what is said of them. */
export function copyShownCode(event: Event): void {
  const button = (event.target as Element).closest('.slidev-code-copy');
  const lines = button?.closest('.slidev-code-wrapper')?.querySelectorAll('code > .line');
  if (!lines?.length) return;
  const code = [...lines].map(line => textOf(line)).join('\n');
  void navigator.clipboard.writeText(code).catch(() => undefined);
}

function textOf(line: Element): string {
  const copy = line.cloneNode(true) as Element;
  for (const labels of copy.querySelectorAll('.ox-labels')) labels.remove();
  return copy.textContent ?? '';
}
