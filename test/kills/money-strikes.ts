// The places in the work on money at which a server is killed: between capture, message, commit and refund.
import type { EngineParts } from '@penstock/server';
import type { Place } from './strikes.ts';

/** How often in ms a place looks whether the buyer has paid at the provider. */
const captureLookMs = 1;

export const moneyStrikes = {
  /** An attempt to pay is in the ledger, and the provider has not heard of it. */
  begun: (parts, strike) => {
    const beginPayment: EngineParts['ledger']['beginPayment'] = async (about) => {
      const begun = await parts.ledger.beginPayment(about);
      strike.now();
      return begun;
    };
    return { ...parts, ledger: { ...parts.ledger, beginPayment } };
  },
  /** The provider waits for the buyer, and the ledger does not know it. */
  opened: (parts, strike) => {
    const open: EngineParts['provider']['open'] = async (payment) => {
      const answer = await parts.provider.open(payment);
      strike.now();
      return answer;
    };
    return { ...parts, provider: { ...parts.provider, open } };
  },
  /** The provider has taken the money, and has not told anybody. */
  captured: (parts, strike) => {
    const watch = (paymentId: string) => {
      const looking = setInterval(async () => {
        const found = await parts.provider.find(paymentId).catch(() => undefined);
        if (found === undefined || found.status === 'open' || found.status === 'failed') return;
        clearInterval(looking);
        if (found.status === 'captured') strike.now();
      }, captureLookMs);
    };
    const open: EngineParts['provider']['open'] = async (payment) => {
      const answer = await parts.provider.open(payment);
      watch(payment.paymentId);
      return answer;
    };
    return { ...parts, provider: { ...parts.provider, open } };
  },
  /** The provider's message has come, and nothing of it is written down. */
  heard: (parts, strike) => {
    const takeEvent: EngineParts['ledger']['takeEvent'] = (event) => {
      strike.now();
      return parts.ledger.takeEvent(event);
    };
    return { ...parts, ledger: { ...parts.ledger, takeEvent } };
  },
  /** The ledger is writing what the provider told. */
  booking: (parts, strike) => {
    const takeEvent: EngineParts['ledger']['takeEvent'] = (event) => {
      strike.soon();
      return parts.ledger.takeEvent(event);
    };
    return { ...parts, ledger: { ...parts.ledger, takeEvent } };
  },
  /** A unit is sold in the ledger, and neither the gate nor the provider has heard of it. */
  sold: (parts, strike) => {
    const takeEvent: EngineParts['ledger']['takeEvent'] = async (event) => {
      const taken = await parts.ledger.takeEvent(event);
      if (taken.decision.kind === 'pay') strike.now();
      return taken;
    };
    return { ...parts, ledger: { ...parts.ledger, takeEvent } };
  },
  /** The provider has closed a payment, and its unit is not released. */
  closed: (parts, strike) => {
    const close: EngineParts['provider']['close'] = async (paymentId) => {
      const answer = await parts.provider.close(paymentId);
      strike.now();
      return answer;
    };
    return { ...parts, provider: { ...parts.provider, close } };
  },
  /** Money is back at its buyer, and the ledger does not know it. */
  refunded: (parts, strike) => {
    const refund: EngineParts['provider']['refund'] = async (paymentId) => {
      const answer = await parts.provider.refund(paymentId);
      strike.now();
      return answer;
    };
    return { ...parts, provider: { ...parts.provider, refund } };
  },
  /** The ledger is writing that money went back. */
  'refund-booked': (parts, strike) => {
    const paymentRefunded: EngineParts['ledger']['paymentRefunded'] = (...call) => {
      strike.soon();
      return parts.ledger.paymentRefunded(...call);
    };
    return { ...parts, ledger: { ...parts.ledger, paymentRefunded } };
  },
} satisfies Record<string, Place>;
