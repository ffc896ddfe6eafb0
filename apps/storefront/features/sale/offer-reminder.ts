// Hands the person a calendar file that rings before the opening.
import type { Sale } from '@penstock/contract';
import type { Say } from '../language/say.ts';
import { salePath } from '../place.ts';
import { reminderFile } from './reminder.ts';

export function offerReminder({ saleId, title, opensAt }: Sale, nowMs: number, say: Say): void {
  const text = reminderFile({
    saleId,
    title: say.t('remind.title', { title }),
    url: location.origin + salePath(saleId),
    opensAtMs: Date.parse(opensAt),
    nowMs,
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
  link.download = `${saleId}.ics`;
  link.click();
  URL.revokeObjectURL(link.href);
}
