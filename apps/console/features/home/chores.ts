// What needs a person, worst first.
import type { AdminSale, Audit, DeadLetter, Readiness } from '@penstock/contract';
import type { Tone } from '@penstock/ui';
import { draftWarningMs } from '../../limits.ts';
import { sayReadiness } from '../language/said.ts';
import type { Say } from '../language/say.ts';
import { pagePath, salePath } from '../router/place.ts';

export type Chore = {
  readonly key: string;
  readonly tone: Extract<Tone, 'bad' | 'warn'>;
  readonly text: string;
  /** Where it is looked into. */
  readonly path: string;
};

export type ChoreFacts = {
  readonly sales: readonly AdminSale[];
  readonly audits: readonly Audit[];
  readonly deadLetters: readonly DeadLetter[];
  readonly readiness: Readiness | undefined;
  readonly nowMs: number | undefined;
};

/** The list that the home page shows. */
export function chores({ sales, audits, deadLetters, readiness, nowMs }: ChoreFacts, say: Say): readonly Chore[] {
  const titleOf = (saleId: string): string => sales.find((sale) => sale.saleId === saleId)?.title ?? saleId;
  const found: Chore[] = [];
  for (const check of readiness?.checks ?? []) {
    const away = sayReadiness(check, say);
    if (away === undefined) continue;
    const text = say.t('chore.away', { part: say.t(`part.${check.name}`), reason: away.text });
    found.push({ key: `away ${check.name}`, tone: 'bad', text, path: pagePath('home') });
  }
  for (const { saleId, balanced, orders } of audits) {
    const title = titleOf(saleId);
    if (balanced === false) {
      found.push({
        key: `audit ${saleId}`,
        tone: 'bad',
        text: say.t('chore.audit', { title }),
        path: salePath(saleId, 'audit'),
      });
    }
    const due = orders.byStatus.refund_due ?? 0;
    if (due > 0) {
      const text = say.t('chore.refund', { title, count: due, orders: say.count(due) });
      found.push({
        key: `refund ${saleId}`,
        tone: 'warn',
        text,
        path: `${salePath(saleId, 'orders')}?status=refund_due`,
      });
    }
  }
  if (deadLetters.length > 0) {
    const text = say.t('chore.letters', { count: deadLetters.length, letters: say.count(deadLetters.length) });
    found.push({ key: 'letters', tone: 'bad', text, path: pagePath('deliveries') });
  }
  for (const sale of sales) {
    const leftMs = nowMs === undefined ? undefined : Date.parse(sale.opensAt) - nowMs;
    if (leftMs === undefined) continue;
    if (sale.state === 'draft' && leftMs < draftWarningMs) {
      const key = leftMs < 0 ? 'chore.draft-late' : 'chore.draft';
      const text = say.t(key, { title: sale.title, span: say.span(Math.abs(leftMs)) });
      found.push({ key: `draft ${sale.saleId}`, tone: 'warn', text, path: salePath(sale.saleId, 'edit') });
    }
    if (sale.state === 'published' && sale.paused && sale.phase !== 'ended') {
      found.push({
        key: `paused ${sale.saleId}`,
        tone: 'warn',
        text: say.t('chore.paused', { title: sale.title }),
        path: salePath(sale.saleId),
      });
    }
  }
  return found.toSorted((a, b) => Number(a.tone === 'warn') - Number(b.tone === 'warn'));
}
