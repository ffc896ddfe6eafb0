// Does what a dialog asked about. The same intent keeps its key, so that pressing again after no answer is harmless.
import type { AdminSale } from '@penstock/contract';
import { useSay } from '../../console.ts';
import type { Act } from '../call/use-act.ts';
import { useAct } from '../call/use-act.ts';
import type { ActInput, AskedAct } from './act-facts.ts';

export type SaleActing = Pick<Act, 'isBusy' | 'trouble'> & {
  /** Whether the server did it. */
  perform(act: AskedAct, input: ActInput, reason: string): Promise<boolean>;
};

const routeIds = {
  pause: 'pauseSale',
  resume: 'resumeSale',
  close: 'closeSale',
  withdraw: 'withdrawSale',
} as const;

export function useSaleAct(sale: Pick<AdminSale, 'saleId'>): SaleActing {
  const { isBusy, trouble, run } = useAct();
  const say = useSay();
  const params = { saleId: sale.saleId };
  // One dialog is one intent; another dialog is another.
  const idempotencyKey = crypto.randomUUID();

  const perform: SaleActing['perform'] = async (act, { sku, units = 0, untilMs }, reason) => {
    const done = say.t(`act.${act}.done`);
    switch (act) {
      case 'pause':
      case 'resume':
      case 'close':
      case 'withdraw':
        return (await run(routeIds[act], { params, body: { reason } }, done)) !== undefined;
      case 'rebuild':
        return (await run('rebuildGate', { params, body: { reason } }, done)) !== undefined;
      case 'add-stock':
      case 'take-stock': {
        const delta = act === 'add-stock' ? units : -units;
        return (await run('changeStock', { params, body: { sku, delta, reason }, idempotencyKey }, done)) !== undefined;
      }
      case 'extend': {
        const closesAt = untilMs === undefined ? null : new Date(untilMs).toISOString();
        return (await run('changeSale', { params, body: { closesAt, reason } }, done)) !== undefined;
      }
    }
  };
  return { isBusy, trouble, perform };
}
