import type { Payments, SignedMessage } from '../wiring/payments.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

type Fault = Exclude<ReturnType<Payments['faultOf']>, undefined>;

const details: Readonly<Record<Fault, string>> = {
  headers: 'The message needs the headers webhook-id, webhook-timestamp and webhook-signature of Standard Webhooks.',
  timestamp: 'The message’s timestamp is more than five minutes from now.',
  signature: 'The message’s signature is not one over this body by the secret that is known here.',
};

/** The answer to a message that is not believed; `undefined` where it is. */
export function webhookAnswer(faultOf: Payments['faultOf'], message: SignedMessage): Answer | undefined {
  const fault = faultOf(message);
  if (fault === undefined) return undefined;
  return problemAnswer('unauthenticated', {
    detail: details[fault],
    headers: ['www-authenticate', 'Standard-Webhooks'],
  });
}
