// Says the milestones of a countdown aloud.
import { watch } from 'vue';
import { useSay, useShop } from '../../shop.ts';
import type { TextKey } from '../language/say.ts';
import { milestonePassed } from './milestone.ts';

/** The sentences of a countdown. Without one for the end, the end says itself in another way. */
export type MilestoneTexts = { readonly minutes: TextKey; readonly seconds: TextKey };

/** @param endsAtMs what is counted to; undefined while nothing is */
export function useMilestones(endsAtMs: () => number | undefined, texts: MilestoneTexts, isUrgent = false): void {
  const { ticker, announcer } = useShop();
  const say = useSay();

  const leftMs = (nowMs: number | undefined): number | undefined => {
    const endMs = endsAtMs();
    return endMs === undefined || nowMs === undefined ? undefined : endMs - nowMs;
  };

  watch(ticker.nowMs, (nowMs, wasMs) => {
    const [before, left] = [leftMs(wasMs), leftMs(nowMs)];
    if (before === undefined || left === undefined) return;
    const milestoneMs = milestonePassed(before, left);
    if (milestoneMs === undefined || milestoneMs === 0) return;
    const seconds = milestoneMs / 1_000;
    const text =
      seconds >= 60
        ? say.value.t(texts.minutes, { count: seconds / 60 })
        : say.value.t(texts.seconds, { count: seconds });
    if (isUrgent && seconds <= 60) announcer.interrupt(text);
    else announcer.tell(text);
  });
}
