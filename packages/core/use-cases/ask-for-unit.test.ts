import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { turn } from '@penstock/port-tests';
import { issuedAtMs } from '../domain/order-id.ts';
import { rulesOf } from '../domain/sale.ts';
import { failure } from '../failures.ts';
import { askForUnit } from './ask-for-unit.ts';
import { cancelOrder } from './cancel-order.ts';
import type { Room } from './test-room.ts';
import { answerText, inRoom, now, saleId } from './test-room.ts';

suite('a winner', () => {
  inRoom('is told the order as the ledger recorded it', async (room) => {
    await room.open();
    room.startRecorder();
    const answer = await now(room.ask('ann', { sku: 'tee', key: 'k' }));
    assert.equal(answerText(answer), 'held awaiting_payment tee 1');
    assert.ok(answer.kind === 'held');
    assert.deepEqual(answer.order, await room.stored.order(answer.order.orderId));
    assert.equal(answer.order.idempotencyKey, 'k');
  });
  inRoom(
    'has an order whose id tells the time of its own sale’s gate, by which it is once judged lost',
    async (room) => {
      await room.open();
      room.startRecorder();
      const view = { ...room.view, nowMs: (id?: string) => room.view.nowMs() + (id === saleId ? 30_000 : 0) };
      const wish = { buyerId: 'ann', sku: 'tee', key: undefined };
      const answer = await now(Promise.resolve(askForUnit({ ...room, view }, saleId, wish)));
      assert.ok(answer.kind === 'held');
      assert.equal(issuedAtMs(answer.order.orderId), room.clock.nowMs() + 30_000);
    },
  );
  inRoom('who asks again is told the same order', async (room) => {
    await room.open();
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee' }));
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'already-held awaiting_payment tee 1');
  });
  inRoom('is told reserved when the ledger takes its time, with the price of the catalogue', async (room) => {
    await room.open();
    const asks = [room.ask('ann', { sku: 'cap', key: 'k' }), room.ask('ann', { sku: 'cap' })];
    await turn();
    await room.clock.advance(799);
    await room.clock.advance(1);
    const [first, second] = await now(Promise.all(asks));
    assert.ok(first && second);
    assert.equal(answerText(first), 'held reserved cap 1');
    assert.equal(answerText(second), 'already-held reserved cap 1');
    assert.ok(first.kind === 'held');
    const { priceMinor, payByMs, idempotencyKey } = first.order;
    assert.deepEqual([priceMinor, payByMs, idempotencyKey], [450, undefined, 'k']);
  });
  inRoom('whose order could not be stored has none, and the unit is for sale again', async (room) => {
    await room.open({ variants: [{ sku: 'tee', title: 'Tee', priceMinor: 1, currency: 'CNY', units: 1 }] });
    room.startRecorder();
    room.away('record');
    assert.equal(answerText(await now(room.ask('ann'))), 'unavailable');
    room.back();
    assert.equal(answerText(await now(room.ask('bob'))), 'held awaiting_payment tee 1');
  });
  inRoom('whose promise came before the answer is told it, also when the ledger cannot be read', async (room) => {
    await room.open();
    room.startRecorder();
    room.away('order');
    slowHold(room, async () => undefined);
    const asking = room.ask('ann', { sku: 'tee' });
    await turn();
    const answer = await now(asking);
    assert.equal(answerText(answer), 'held awaiting_payment tee 1');
    assert.equal(answer.kind === 'held' && answer.order.payByMs, room.clock.nowMs() + 60_000);
  });
});

suite('a winner whose order ended before the answer', () => {
  inRoom('is told that it was given, when how it ended cannot be read', async (room) => {
    await room.open();
    room.startRecorder();
    slowHold(room, async () => {
      const [order] = await room.stored.ordersOfBuyerInSale(saleId, 'ann');
      assert.ok(order);
      await room.stored.cancel(order.orderId, 'ann');
      await room.relay();
      room.away('order');
    });
    const asking = room.ask('ann', { sku: 'tee' });
    await turn();
    const answer = await now(asking);
    assert.equal(answerText(answer), 'held reserved tee 1');
    assert.equal(answer.kind === 'held' && answer.order.payByMs, undefined);
  });
});

suite('a node that remembers nothing asks the gate', () => {
  const forget = (room: Room) => {
    room.view.refusal = () => undefined;
  };
  inRoom('and passes its word on', async (room) => {
    await room.open({ variants: [{ sku: 'tee', title: 'Tee', priceMinor: 1, currency: 'CNY', units: 1 }] });
    forget(room);
    room.startRecorder();
    assert.equal(answerText(await now(room.ask('ann'))), 'held awaiting_payment tee 1');
    assert.equal(answerText(await now(room.ask('ann'))), 'already-held awaiting_payment tee 1');
    assert.equal(answerText(await now(room.ask('bob'))), 'all-held');
  });
  inRoom('and reads the ledger when the gate is not armed', async (room) => {
    await room.open();
    forget(room);
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee' }));
    await fence(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'already-held awaiting_payment tee 1');
    assert.equal(answerText(await now(room.ask('bob', { sku: 'tee' }))), 'unavailable');
  });
  inRoom('and chooses no sku for a buyer', async (room) => {
    await room.open();
    forget(room);
    assert.equal(answerText(await now(room.ask('ann'))), 'unknown-sku');
  });
  inRoom('and says so when the gate gives no answer; a bug is no answer', async (room) => {
    await room.open();
    forget(room);
    room.gate.hold = () => Promise.reject(failure('GATE_UNAVAILABLE'));
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
    room.gate.hold = () => Promise.reject(new Error('a bug'));
    await assert.rejects(room.ask('ann', { sku: 'tee' }), /a bug/);
  });
});

suite('an ask', () => {
  inRoom('without a sku is for the only one; of several none is chosen for the buyer', async (room) => {
    await room.open();
    assert.equal(answerText(await now(room.ask('ann'))), 'unknown-sku');
  });
  inRoom('for a sale that is not there', async (room) => {
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'sale-not-found');
  });
  inRoom('that is refused from memory costs no promise', async (room) => {
    await room.open({ opensAtMs: room.clock.nowMs() + 5_000 });
    const answer = askForUnit(room, saleId, { buyerId: 'ann', sku: 'tee', key: undefined });
    assert.ok(!(answer instanceof Promise));
    assert.equal(answer.kind, 'sale-not-open');
  });
  inRoom('waits until the gate has heard that the order of its buyer has ended', async (room) => {
    await giveAndEndUnheard(room);
    const asking = room.ask('ann', { sku: 'tee' });
    await turn();
    await room.relay();
    await room.clock.advance(20);
    assert.equal(answerText(await now(asking)), 'held awaiting_payment tee 1');
  });
  inRoom('is never answered with an order that ended, also when the gate does not hear of it', async (room) => {
    await giveAndEndUnheard(room);
    const asking = Promise.all([room.ask('ann', { sku: 'tee' }), room.ask('ann', { sku: 'tee', key: 'k2' })]);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee', key: 'k1' }))), 'already-held cancelled tee 1');
    await room.clock.advance(600);
    assert.deepEqual((await now(asking)).map(answerText), ['unavailable', 'unavailable']);
    await room.relay();
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held awaiting_payment tee 1');
  });
  inRoom(
    'of somebody with an older promise says nothing while the ledger cannot be read: it may have ended',
    async (room) => {
      await room.open();
      room.startRecorder();
      await now(room.ask('ann', { sku: 'tee' }));
      room.away('order');
      assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
    },
  );
});

suite('while the gate has lost a sale that is published', () => {
  inRoom('a buyer with a live order gets it, and nobody is told that there is no such sale', async (room) => {
    await room.open();
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee' }));
    await room.gate.drop(saleId);
    for (const isRemembered of [true, false]) {
      if (!isRemembered) room.view.refusal = () => undefined;
      assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'already-held awaiting_payment tee 1');
      assert.equal(answerText(await now(room.ask('bob', { sku: 'tee' }))), 'unavailable');
    }
  });
});

suite('while the gate is fenced', () => {
  inRoom('a buyer with a live order gets it, others come back later', async (room) => {
    await room.open();
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee', key: 'k1' }));
    await fence(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'already-held awaiting_payment tee 1');
    assert.equal(answerText(await now(room.ask('bob', { sku: 'tee' }))), 'unavailable');
  });
  inRoom('a buyer with several gets the newest', async (room) => {
    await room.open({ perBuyer: 2 });
    room.startRecorder();
    for (const key of ['k1', 'k2']) await now(room.ask('ann', { sku: 'tee', key }));
    await fence(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'already-held awaiting_payment tee 2');
    assert.equal(
      answerText(await now(room.ask('ann', { sku: 'tee', key: 'k1' }))),
      'already-held awaiting_payment tee 1',
    );
  });
  inRoom('a key names its order whatever its state, and no other sku', async (room) => {
    await room.open();
    room.startRecorder();
    const first = await now(room.ask('ann', { sku: 'tee', key: 'k1' }));
    assert.ok(first.kind === 'held');
    await cancelOrder({ ...room, provider: noProvider }, first.order.orderId, 'ann');
    await fence(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee', key: 'k1' }))), 'already-held cancelled tee 1');
    assert.equal(answerText(await now(room.ask('ann', { sku: 'cap', key: 'k1' }))), 'key-reused');
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
  });
  inRoom('and the ledger is away as well, nobody is told anything', async (room) => {
    await room.open();
    await fence(room);
    room.away('ordersOfBuyerInSale');
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
  });
});

/** Ann was given a tee under the key k1, and it has ended: the ledger knows, and the gate does not. */
async function giveAndEndUnheard(room: Room): Promise<void> {
  await room.open();
  room.startRecorder();
  const given = await now(room.ask('ann', { sku: 'tee', key: 'k1' }));
  assert.ok(given.kind === 'held');
  await room.stored.cancel(given.order.orderId, 'ann');
}

async function fence(room: Room): Promise<void> {
  const sale = await room.stored.sale(saleId);
  assert.ok(sale);
  await room.gate.fence(rulesOf(sale));
}

/** The gate's answers are long on their way, and this happens meanwhile. */
function slowHold(room: Room, meanwhile: () => Promise<void>): void {
  const { hold } = room.gate;
  room.gate.hold = async (...rest) => {
    const outcomes = await hold(...rest);
    await turn();
    await meanwhile();
    return outcomes;
  };
}

const noProvider = {
  name: 'none',
  open: () => Promise.reject(new Error('no payment is opened here')),
  close: () => Promise.reject(new Error('no payment is open here')),
  refund: () => Promise.reject(new Error('nothing was paid here')),
  find: () => Promise.reject(new Error('nothing was paid here')),
};
