// Says aloud what a panel has come to show, once for each change of its stage.
import { watch } from 'vue';
import { useShop } from '../../shop.ts';
import type { Panel } from '../panel.ts';

export type StageNews = { readonly stage: string; readonly panel: Panel } | undefined;

/** Stages that cost a place or money if they are not heard at once. */
const urgentStages: ReadonlySet<string> = new Set(['time-up', 'expired', 'refused', 'unreachable']);

/** @param news what is shown now; the first thing that is shown is read by itself, and not said */
export function useStageNews(news: () => StageNews): void {
  const { announcer } = useShop();
  watch(
    () => news()?.stage,
    (stage, before) => {
      const panel = news()?.panel;
      if (stage === undefined || before === undefined || panel === undefined) return;
      const text = [panel.isClock === true ? panel.caption : panel.headline, panel.line].join('. ');
      if (urgentStages.has(stage)) announcer.interrupt(text);
      else announcer.tell(text);
    },
  );
}
