import { slides } from '#slidev/slides';
import { readLivePage } from '../run/local.ts';
import { sendToken } from '../run/send-token.ts';

/** Lets a live deck's page use its server, and gives a deck that was built without notes those of its server. */
export default function setupLivePage() {
  const { notes, token } = readLivePage() ?? {};
  if (token) sendToken(token);
  for (const [index, { meta }] of slides.value.entries()) {
    if (notes?.[index] && meta.slide) meta.slide.noteHTML = notes[index];
  }
}
