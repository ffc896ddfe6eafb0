import type { Webhook } from '@penstock/contract';
import { formatInstant, webhookBodyBytesMax } from '@penstock/contract';
import type { Clock, DueDelivery, ShopHook } from '@penstock/core';
import { assert } from '@penstock/core';
import { createWebhookPoster, webhookKeys } from '@penstock/host';
import { orderJson } from '../http/order-json.ts';
import type { WebhookSettings } from '../settings.ts';

/** Tells the shop by Standard Webhooks, with the bodies of the contract. */
export function createShopHook({ url, secret, allowsPrivate }: WebhookSettings, clock: Clock): ShopHook {
  const poster = createWebhookPoster({ url, keys: webhookKeys(secret), allowsPrivate, clock });
  return {
    tell: (delivery) => poster.post({ id: delivery.deliveryId, body: bodyOf(delivery) }),
    close: poster.close,
  };
}

function bodyOf({ status, atMs, order }: DueDelivery): string {
  const webhook: Webhook = { type: `order.${status}`, timestamp: formatInstant(atMs), data: orderJson(order) };
  const body = JSON.stringify(webhook);
  assert(Buffer.byteLength(body) < webhookBodyBytesMax, 'an order is small enough for a message');
  return body;
}
