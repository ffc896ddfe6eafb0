import assert from 'node:assert/strict';
import { isFailure } from '@penstock/core';
import type { ProviderCase, ProviderUnderTest } from './provider-case.ts';
import { answerText, attemptOf, foundText, isAnswered, price } from './provider-case.ts';

const captured = `captured ${price.amountMinor} ${price.currency}`;

export const providerCases: readonly ProviderCase[] = [
  [
    'a payment is opened once: again it is the same',
    async (under) => {
      const attempt = attemptOf(under);
      const first = await under.provider().open(attempt);
      assert.equal(first.kind, 'open');
      assert.deepEqual(await under.provider().open(attempt), first);
      assert.equal(await foundText(under, attempt.paymentId), 'open 0-0');
    },
  ],
  [
    'an id that it never saw is unknown',
    async (under) => assert.equal(await foundText(under, 'pay_nothing'), 'unknown'),
  ],
  [
    'what was paid is captured, whoever asks and however often',
    async (under) => {
      const { paymentId, attempt } = await opened(under);
      assert.ok(under.act(paymentId, 'pay'));
      for (const _ of [1, 2]) {
        assert.equal(await foundText(under, paymentId), 'captured 9900-0');
        assert.equal(answerText(await under.provider().open(attempt)), captured);
        assert.equal(answerText(await under.provider().close(paymentId)), captured);
      }
    },
  ],
  [
    'it is captured once',
    async (under) => {
      const { paymentId } = await opened(under);
      assert.ok(under.act(paymentId, 'pay'));
      assert.ok(!under.act(paymentId, 'pay'));
      assert.equal(await foundText(under, paymentId), 'captured 9900-0');
    },
  ],
  [
    'what was closed can not be paid, nor opened again',
    async (under) => {
      const { paymentId, attempt } = await opened(under);
      for (const _ of [1, 2]) assert.equal(answerText(await under.provider().close(paymentId)), 'closed');
      assert.ok(!under.act(paymentId, 'pay'));
      assert.equal(answerText(await under.provider().open(attempt)), 'closed');
      assert.equal(await foundText(under, paymentId), 'closed 0-0');
    },
  ],
  [
    'what was closed before it was opened can not be opened',
    async (under) => {
      const attempt = attemptOf(under);
      assert.equal(answerText(await under.provider().close(attempt.paymentId)), 'closed');
      assert.equal(answerText(await under.provider().open(attempt)), 'closed');
      assert.ok(!under.act(attempt.paymentId, 'pay'));
    },
  ],
  [
    'who was declined may pay after all, until it is closed',
    async (under) => {
      const { paymentId } = await opened(under, 'order-1');
      assert.ok(under.act(paymentId, 'decline'));
      assert.equal(await foundText(under, paymentId), 'failed 0-0');
      assert.ok(under.act(paymentId, 'pay'));
      assert.equal(answerText(await under.provider().close(paymentId)), captured);
      const other = await opened(under, 'order-2');
      assert.ok(under.act(other.paymentId, 'decline'));
      assert.equal(answerText(await under.provider().close(other.paymentId)), 'closed');
      assert.ok(!under.act(other.paymentId, 'pay'));
    },
  ],
  [
    'paying and closing race: one of them wins, and the answer is the truth',
    async (under) => {
      for (let number = 1; number <= 50; number += 1) {
        const { paymentId } = await opened(under, `order-${number}`);
        const closing = () => under.provider().close(paymentId);
        const paying = () => under.act(paymentId, 'pay');
        const [answer, isPaid] =
          number % 2 === 0
            ? await Promise.all([closing(), paying()])
            : await Promise.all([paying(), closing()]).then(([paid, closed]) => [closed, paid] as const);
        assert.equal(answerText(answer), isPaid ? captured : 'closed');
        assert.equal(await foundText(under, paymentId), isPaid ? 'captured 9900-0' : 'closed 0-0');
      }
    },
  ],
  [
    'money is given back once, all of it, and the answer is the same each time',
    async (under) => {
      const { paymentId } = await opened(under);
      under.act(paymentId, 'pay');
      const refund = () => under.provider().refund(paymentId);
      const answers = await Promise.all([refund(), refund(), refund()]);
      assert.deepEqual(
        answers,
        [9_900, 9_900, 9_900].map((refundedMinor) => ({ refundedMinor })),
      );
      assert.equal(await foundText(under, paymentId), 'refunded 9900-9900');
      assert.equal(answerText(await under.provider().close(paymentId)), 'closed');
    },
  ],
  [
    'a refund that failed is asked for again',
    async (under) => {
      const { paymentId } = await opened(under);
      under.act(paymentId, 'pay-with-failing-refund');
      await under.endSilence();
      await assert.rejects(under.provider().refund(paymentId), (error) => isFailure(error, 'PROVIDER_UNAVAILABLE'));
      assert.equal(await foundText(under, paymentId), 'captured 9900-0');
      assert.deepEqual(await under.provider().refund(paymentId), { refundedMinor: 9_900 });
      assert.equal(await foundText(under, paymentId), 'refunded 9900-9900');
    },
  ],
  [
    'silence is no answer, and ends',
    async (under) => {
      const { paymentId, attempt } = await opened(under);
      under.act(paymentId, 'pay-in-silence');
      const ask = () => [
        under.provider().close(paymentId),
        under.provider().find(paymentId),
        under.provider().open(attempt),
      ];
      for (const call of ask()) assert.ok(!(await isAnswered(call)));
      await under.endSilence();
      for (const call of ask()) assert.ok(await isAnswered(call));
      assert.equal(answerText(await under.provider().close(paymentId)), captured);
    },
  ],
  [
    'what it said is so after a restart',
    async (under) => {
      const [paid, closed, declined, refunded, open] = await Promise.all(
        ['paid', 'closed', 'declined', 'refunded', 'open'].map((orderId) => opened(under, orderId)),
      );
      assert.ok(paid && closed && declined && refunded && open);
      for (const { paymentId } of [paid, refunded]) under.act(paymentId, 'pay');
      under.act(declined.paymentId, 'decline');
      await under.provider().close(closed.paymentId);
      await under.provider().refund(refunded.paymentId);
      under.restart();
      const found = await Promise.all(
        [paid, closed, declined, refunded, open].map(({ paymentId }) => foundText(under, paymentId)),
      );
      assert.deepEqual(found, ['captured 9900-0', 'closed 0-0', 'failed 0-0', 'refunded 9900-9900', 'open 0-0']);
    },
  ],
];

async function opened(under: ProviderUnderTest, orderId = 'order-1') {
  const attempt = attemptOf(under, orderId);
  const answer = await under.provider().open(attempt);
  assert.equal(answer.kind, 'open');
  return { attempt, paymentId: attempt.paymentId };
}
