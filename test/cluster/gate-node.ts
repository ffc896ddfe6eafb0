/** A process of its own before a gate: it remembers, and says by message what it would refuse from memory. */
import { systemClock } from '@penstock/host';
import { connectRedisGate, readScripts } from '@penstock/redis';
import type { NodeAnswer, NodeOptions, NodeQuestion } from './gate-node-messages.ts';
import { machineMs } from './gate-node-messages.ts';

const { isBlindToGaps = false, ...options } = JSON.parse(process.argv[2] ?? '') as NodeOptions;

// Versions as if nothing were missing before them.
const scripts = readScripts((name, source) => {
  if (name !== 'follow' || !isBlindToGaps) return source;
  return source.replace('= entry[1]', "= epoch .. '-' .. (tonumber(knownStep) + (#out - 6) / 2 + 1)");
});
const redis = await connectRedisGate({ ...options, scripts, clock: systemClock });

const send = (id: number, answer: string) => {
  const message: NodeAnswer = { id, answer, atMs: machineMs(), ownMs: Date.now() };
  process.send?.(message);
};

process.on('message', async ({ id, question }: { readonly id: number; readonly question: NodeQuestion }) => {
  const { saleId } = question;
  if (question.kind === 'refusal') {
    const kind = redis.view.refusal(saleId, { buyerId: question.buyerId, sku: undefined, key: undefined })?.kind;
    send(id, kind ?? 'must ask');
  } else if (question.kind === 'clock') {
    send(id, String(redis.view.nowMs(saleId)));
  } else {
    const { buyerId, orderId, sku } = question;
    const [outcome] = await redis.gate.hold(saleId, [{ orderId, buyerId, sku, key: undefined }]);
    send(id, outcome?.kind ?? '');
  }
});
process.on('disconnect', () => process.exit());
send(0, 'ready');
