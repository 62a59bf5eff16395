import { slides } from '#slidev/slides';
import { readLivePage } from '../run/local.ts';

/** Gives a deck that was built without notes those that its server tells the speaker. */
export default function setupNotes() {
  const { notes } = readLivePage() ?? {};
  for (const [index, { meta }] of slides.value.entries()) {
    if (notes?.[index] && meta.slide) meta.slide.noteHTML = notes[index];
  }
}
