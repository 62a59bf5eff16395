import { onBeforeUnmount, onMounted, watch } from 'vue';

/** Between the windows of one browser that show the same deck. */
const CHANNEL = 'oxideck-run';

/**
 * Shows in every window what one of them does: the speaker runs a program beside the notes, or counts votes, and the
 * room sees it on the slide.
 */
export function mirror(view: object, isOn: () => boolean, key: string): void {
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
