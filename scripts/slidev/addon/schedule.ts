import type { Due } from '../../deck/schedule.ts';

/** Slidev's own timer, which all windows share: what it says of the time since the speaker started it. */
export interface Timer {
  status: 'stopped' | 'running' | 'paused';
  startedAt: number;
  pausedAt: number;
}

/** Minutes as the timer shows them: 12:30, or 1:02:30. */
export function clock(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  const two = (part: number) => String(part % 60).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const upToMinutes = hours > 0 ? `${hours}:${two(Math.floor(seconds / 60))}` : `${Math.floor(seconds / 60)}`;
  return `${upToMinutes}:${two(seconds)}`;
}

/**
 * How far the talk is ahead or behind on a slide: ahead of when the slide begins, behind when it ends. Nothing
 * before the timer is started.
 */
export function standing({ begins, ends }: Due, timer: Timer, now: number): string {
  if (timer.status === 'stopped' || !timer.startedAt) return '';
  const until = timer.status === 'paused' ? timer.pausedAt : now;
  // A clock that ticks twice a second may still be before the start.
  const passed = Math.floor(Math.max(0, until - timer.startedAt) / 1000) / 60;
  if (passed < begins) return `${clock(begins - passed)} ahead`;
  return passed > ends ? `${clock(passed - ends)} behind` : 'on time';
}
