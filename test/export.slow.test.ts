// An export of a million orders: every order once, while the server's memory stays where it was.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClient, jsonLinesOf, openAnswer } from '@penstock/client';
import type { Order } from '@penstock/contract';
import type { HeldOrder } from '@penstock/core';
import { holdBatchMax } from '@penstock/core';
import { openLedger } from '@penstock/embedded';
import { serve, temporaryFolder } from './penstock-process.ts';

const ordersTotal = 1_000_000;
const saleId = 'large';
const sku = 'black';

/** In bytes: what collecting garbage late and buffers on their way may add. All orders at once would be five times it. */
const growthMax = 128 * 1_024 * 1_024;

/** Rows between two looks at the server's memory. */
const lookEvery = 50_000;

/** Writes a sale with all its orders into a new database, as the engine itself would. */
async function fillDatabase(dataDir: string): Promise<void> {
  const broken = Promise.withResolvers<never>();
  const ledger = await openLedger({ file: join(dataDir, 'penstock.db'), onBroken: broken.reject });
  const opensAtMs = Date.now() - 1_000;
  await ledger.create({
    saleId,
    draft: false,
    title: 'Large',
    opensAtMs,
    closesAtMs: opensAtMs + 86_400_000,
    perBuyer: 1,
    paymentWindowMs: 86_400_000,
    variants: [{ sku, title: sku, priceMinor: 100, currency: 'CNY', units: ordersTotal }],
  });
  for (let unit = 1; unit <= ordersTotal; unit += holdBatchMax) {
    const units = Array.from({ length: Math.min(holdBatchMax, ordersTotal - unit + 1) }, (_, index) => unit + index);
    const orders = units.map((each): HeldOrder => heldOrder(each, opensAtMs));
    await Promise.race([ledger.record({ entryId: `entry-${unit}`, saleId, epoch: 1, orders }), broken.promise]);
  }
  await ledger.close();
}

function heldOrder(unit: number, placedAtMs: number): HeldOrder {
  const orderId = `019aa9d4-5c40-7b3e-9a57-${unit.toString(16).padStart(12, '0')}`;
  return { orderId, buyerId: `buyer-${unit}`, sku, unit, slot: 0, key: undefined, placedAtMs };
}

test(`${ordersTotal} orders are exported in constant memory`, async (t) => {
  const dataDir = temporaryFolder();
  await fillDatabase(dataDir);
  const { started } = await serve(t, dataDir, ['--demo']);
  const { PENSTOCK_ADMIN_TOKEN: token } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const operator = createClient({ baseUrl: started.url, token });
  const memory = async () => {
    const metrics = await operator.call('getMetrics', {});
    assert.ok(metrics.kind === 'ok');
    return Number(/^process_resident_memory_bytes (\d+)$/m.exec(String(metrics.body))?.[1]);
  };
  const beforeBytes = await memory();
  const looks: number[] = [];
  const opened = await openAnswer({ baseUrl: started.url, token }, 'exportOrders', {
    params: { saleId },
    query: { format: 'ndjson' },
  });
  assert.ok(opened.kind === 'ok');
  let rows = 0;
  let lastId = '';
  for await (const { orderId } of jsonLinesOf<Order>(opened.response)) {
    assert.ok(orderId > lastId, 'in order, and none twice');
    lastId = orderId;
    rows += 1;
    if (rows % lookEvery === 0) looks.push(await memory());
  }
  assert.equal(rows, ordersTotal);
  const growth = Math.max(...looks) - beforeBytes;
  t.diagnostic(
    `${(beforeBytes / 2 ** 20).toFixed()} MiB before, at most ${(growth / 2 ** 20).toFixed()} MiB more meanwhile`,
  );
  assert.ok(growth < growthMax, `the server grew by ${growth} bytes`);
});
