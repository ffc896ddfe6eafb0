import { pageSizeDefault } from '@penstock/contract';
import type { Engine } from '../../wiring/engine.ts';
import { actOf } from '../act.ts';
import type { Handlers } from '../call.ts';
import { badCursor, refused } from '../call.ts';
import { deliveryJson } from '../delivery-json.ts';

type WebhookParts = { readonly engine: Pick<Engine, 'ledger' | 'shop'> };

/** What was sent to the shop's own systems, and sending it again. */
export function webhooksHandlers({ engine }: WebhookParts) {
  const { ledger, shop } = engine;
  return {
    listDeliveries: async ({ query: { cursor, limit = pageSizeDefault, status, orderId } }) => {
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) return badCursor;
      const page = await ledger.deliveries({
        ...(cursor !== undefined && { after: Number(cursor) }),
        ...(status !== undefined && { state: status }),
        ...(orderId !== undefined && { orderId }),
        limit: Number(limit),
      });
      const { goneSinceMs } = shop.state();
      return {
        status: 200,
        body: {
          deliveries: page.rows.map(deliveryJson),
          ...(page.next !== undefined && { next: String(page.next) }),
          ...(goneSinceMs !== undefined && { goneSince: new Date(goneSinceMs).toISOString() }),
        },
      };
    },

    resendDelivery: async (call) => {
      const { id } = call.params;
      if (!shop.state().isTold) return refused('webhooks-off', { detail: 'PENSTOCK_WEBHOOK_URL is not set.' });
      const delivery = await shop.resend(id);
      if (delivery === undefined) return refused('delivery-not-found', { detail: `No delivery has the id "${id}".` });
      await ledger.logAct(
        actOf(call, 'resend', {
          orderId: delivery.orderId,
          said: { detail: id, code: 'message-sent', params: { id } },
        }),
      );
      return { status: 200, body: deliveryJson(delivery) };
    },
  } satisfies Handlers;
}
