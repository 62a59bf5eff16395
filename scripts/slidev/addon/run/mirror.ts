import { onBeforeUnmount, onMounted, watch } from 'vue';
import type { View } from './view.ts';

/** Between the windows of one browser that show the same deck. */
const CHANNEL = 'oxideck-run';

/**
 * Shows in every window what one of them does with a program: the speaker runs it beside the notes, and the room
 * sees it on the slide.
 */
export function mirror(view: View, isOn: () => boolean, key: string): void {
  let channel: BroadcastChannel | undefined;
  let received = '';
  onMounted(() => {
    if (!isOn()) return;
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<{ key: string; view: string }>) => {
      if (data.key !== key) return;
      received = data.view;
      Object.assign(view, JSON.parse(data.view));
    };
  });
  watch(
    () => JSON.stringify(view),
    () => {
      const now = JSON.stringify(view);
      if (now !== received) channel?.postMessage({ key, view: now });
    },
  );
  onBeforeUnmount(() => channel?.close());
}
