// What time does on a sale's page: countdowns on the dot, milestones said aloud, the clock measured again, the title.
import type { Sale } from '@penstock/contract';
import { watch } from 'vue';
import { useSay, useShop } from '../../shop.ts';
import { useMilestones } from '../announce/use-milestones.ts';
import type { StageNews } from '../announce/use-stage-news.ts';
import { useStageNews } from '../announce/use-stage-news.ts';
import { usePageTitle } from '../use-page-title.ts';

export function useSaleTiming(page: {
  readonly sale: () => Sale | undefined;
  readonly news: () => StageNews;
  readonly isFreed: () => boolean;
}): void {
  const { ticker, clock, presence } = useShop();
  const say = useSay();

  const opensAtMs = (): number | undefined => {
    const sale = page.sale();
    return sale === undefined ? undefined : Date.parse(sale.opensAt);
  };

  ticker.countTo(opensAtMs);
  ticker.countTo(() => {
    const atMs = opensAtMs();
    return atMs === undefined ? undefined : atMs + clock.armDelayMs();
  });
  watch(ticker.steadyMs, () => clock.resyncIfDue(opensAtMs()));
  presence.onReturn(() => void clock.sync());
  useMilestones(opensAtMs, { minutes: 'say.minutes', seconds: 'say.seconds' });
  useStageNews(page.news);
  usePageTitle(() => {
    const title = page.sale()?.title ?? '';
    return page.isFreed() ? `● ${say.value.t('sale.freed')} ${title}` : title;
  });
}
