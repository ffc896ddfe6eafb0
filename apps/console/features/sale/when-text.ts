// When a sale opens or ends, as a person wants to know it now.
import type { AdminSale } from '@penstock/contract';
import { formatLeft } from '@penstock/web';
import type { Say } from '../language/say.ts';

/** From here on hours, minutes and seconds say it better than a date: two days. */
const nearMs = 48 * 3_600_000;

/** One line: what comes next, counted by the server's clock, or the date where it is far. */
export function whenText(
  sale: Pick<AdminSale, 'phase' | 'state' | 'opensAt' | 'closesAt'>,
  nowMs: number | undefined,
  say: Say,
): string {
  const opensAtMs = Date.parse(sale.opensAt);
  const closesAtMs = sale.closesAt === null ? undefined : Date.parse(sale.closesAt);
  if (nowMs === undefined || sale.state !== 'published') return say.t('when.opens-at', { at: say.instant(opensAtMs) });
  if (nowMs < opensAtMs) {
    return opensAtMs - nowMs < nearMs
      ? say.t('when.opens-in', { left: formatLeft(opensAtMs - nowMs), at: say.instant(opensAtMs) })
      : say.t('when.opens-at', { at: say.instant(opensAtMs) });
  }
  if (sale.phase === 'ended' && closesAtMs !== undefined)
    return say.t('when.ended-at', { at: say.instant(closesAtMs) });
  const since = say.t('when.open-for', { span: formatLeft(nowMs - opensAtMs) });
  if (closesAtMs === undefined) return `${since} · ${say.t('when.no-end')}`;
  return closesAtMs - nowMs < nearMs
    ? `${since} · ${say.t('when.ends-in', { left: formatLeft(closesAtMs - nowMs) })}`
    : `${since} · ${say.t('when.ends-at', { at: say.instant(closesAtMs) })}`;
}
