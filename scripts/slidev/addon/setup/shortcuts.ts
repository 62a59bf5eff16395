import { defineShortcutsSetup } from '@slidev/types';

export default defineShortcutsSetup((_, base) => [
  ...base,
  { name: 'whole_program', key: 'w', fn: openWhole },
]);

/** The first program on the slide that has more to it than the slide shows. */
function openWhole(): void {
  const buttons = [...document.querySelectorAll<HTMLElement>('.slidev-page .ox-whole-open')];
  const shown = buttons.find(button => button.checkVisibility({ visibilityProperty: true }));
  shown?.dispatchEvent(new CustomEvent('ox-open'));
}
