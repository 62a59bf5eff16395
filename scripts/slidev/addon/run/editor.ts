import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, codeFolding, foldEffect, indentOnInput, indentUnit } from '@codemirror/language';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { RunnableProgram } from './program.ts';

/** An editor that stands in the place of a slide's code. */
export interface Editor {
  focus(): void;
  /** Puts another text into it, if it holds another one. */
  show(text: string): void;
  destroy(): void;
}

/** Opens the program in an editor, with the lines folded that the slide does not show. */
export async function openEditor(
  parent: HTMLElement,
  { language, unshown }: RunnableProgram,
  text: string,
  onEdit: (text: string) => void,
): Promise<Editor> {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        indentOnInput(),
        bracketMatching(),
        indentUnit.of('    '),
        await languageOf(language),
        syntaxHighlighting(classHighlighter),
        codeFolding({
          preparePlaceholder: (state, { from, to }) => linesIn(state, from, to),
          placeholderDOM,
        }),
        keymap.of([...historyKeymap, ...defaultKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': 'Program', spellcheck: 'false', translate: 'no' }),
        EditorView.updateListener.of(update => {
          if (update.docChanged) onEdit(update.state.doc.toString());
        }),
      ],
    }),
  });
  if (unshown.length > 0) fold(view, unshown);
  return {
    focus: () => view.focus(),
    show: other => {
      const { doc } = view.state;
      if (doc.toString() !== other) view.dispatch({ changes: { from: 0, to: doc.length, insert: other } });
    },
    destroy: () => view.destroy(),
  };
}

/** Loaded apart, so that a page fetches no more than the language that it edits. */
async function languageOf(language: RunnableProgram['language']): Promise<Extension> {
  if (language === 'python') return (await import('@codemirror/lang-python')).python();
  return (await import('@codemirror/lang-rust')).rust();
}

/** Folded at first, where these lines are still there: an edited program may have fewer. */
function fold(view: EditorView, ranges: RunnableProgram['unshown']): void {
  const { doc } = view.state;
  const effects = ranges
    .filter(([, to]) => to <= doc.lines)
    .map(([from, to]) => ({ from: doc.line(from).from, to: doc.line(to).to }))
    .filter(({ from, to }) => to > from)
    .map(range => foldEffect.of(range));
  // The cursor begins where the reader looks: in the first line that is shown.
  const [first] = ranges;
  const anchor = first?.[0] === 1 && first[1] < doc.lines ? doc.line(first[1] + 1).from : 0;
  view.dispatch({ effects, selection: { anchor } });
}

function linesIn({ doc }: EditorState, from: number, to: number): number {
  return doc.lineAt(to).number - doc.lineAt(from).number + 1;
}

function placeholderDOM(_: EditorView, onclick: (event: Event) => void, lines: number): HTMLElement {
  const button = document.createElement('span');
  button.className = 'ox-editor-folded';
  button.textContent = lines === 1 ? '1 line' : `${lines} lines`;
  button.title = 'Unfold';
  button.onclick = onclick;
  return button;
}
