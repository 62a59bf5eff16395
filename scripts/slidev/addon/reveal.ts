import { useSlideContext } from '@slidev/client';
import { computed, type ComputedRef, type InjectionKey, onMounted, onUnmounted, ref, useId } from 'vue';

/** Whether a program has told what became of it, for what stands within its frame. */
export const TOLD: InjectionKey<ComputedRef<boolean>> = Symbol('ox-told');

/**
 * Whether the time has come: at once, or at a click of its own, behind those of what stands within, or where several
 * go on together, at the click of that number. On paper all has been clicked.
 */
export function useReveal(when: 'click' | undefined, at: number | undefined): ComputedRef<boolean> {
  const { $clicksContext: clicks } = useSlideContext();
  const id = useId();
  const start = ref(Number.POSITIVE_INFINITY);
  onMounted(() => {
    const info = when && clicks.calculateSince(at ?? '+1');
    if (!info) return;
    clicks.register(id, info);
    start.value = info.start;
  });
  onUnmounted(() => clicks.unregister(id));
  return computed(() => !when || clicks.current >= start.value);
}
