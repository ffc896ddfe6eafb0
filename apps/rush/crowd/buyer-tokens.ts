// The tokens of a whole crowd in one piece of memory, each at the same distance from the last.
import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { assert } from '../assert.ts';

export type BuyerTokens = {
  /** Bytes of every token. */
  readonly tokenLength: number;
  /** Writes a buyer's token into a request. */
  readonly copyTo: (buyer: number, target: Buffer, targetStart: number) => void;
  readonly tokenOf: (buyer: number) => string;
};

export type TokenOrder = {
  readonly buyers: number;
  readonly buyerIdOf: (buyer: number) => string;
  /** The UTF-8 string is the key. */
  readonly secret: string;
  /** Seconds since 1970. */
  readonly expiresAtSeconds: number;
  readonly audience: string | undefined;
};

/** Tokens minted before the event loop gets a turn: about 20 ms of work. */
const tokensATurn = 4_096;

const head = `${base64Url('{"alg":"HS256","typ":"JWT"}')}.`;

/** Mints an HS256 token for every buyer. The buyers' ids must be equally long. */
export async function mintBuyerTokens(order: TokenOrder): Promise<BuyerTokens> {
  const key = createSecretKey(Buffer.from(order.secret, 'utf8'));
  const tailLength = order.buyers === 0 ? 0 : tailOf(order, key, 0).length;
  const tails = Buffer.allocUnsafeSlow(tailLength * order.buyers);
  for (let buyer = 0; buyer < order.buyers; buyer++) {
    const tail = tailOf(order, key, buyer);
    assert(tail.length === tailLength, 'tokens of a crowd are equally long');
    tails.write(tail, buyer * tailLength, 'latin1');
    if (buyer % tokensATurn === tokensATurn - 1) await nextTurn();
  }
  return {
    tokenLength: head.length + tailLength,
    copyTo(buyer, target, targetStart) {
      tails.copy(target, targetStart + head.length, buyer * tailLength, (buyer + 1) * tailLength);
    },
    tokenOf: (buyer) => head + tails.toString('latin1', buyer * tailLength, (buyer + 1) * tailLength),
  };
}

/** The part of a token that its head does not fix: all heads are the same and are written into requests once. */
export const tokenHead = head;

function tailOf(order: TokenOrder, key: KeyObject, buyer: number): string {
  const claims = { sub: order.buyerIdOf(buyer), exp: order.expiresAtSeconds, aud: order.audience };
  const payload = base64Url(JSON.stringify(claims));
  const signature = createHmac('sha256', key)
    .update(head + payload)
    .digest('base64url');
  return `${payload}.${signature}`;
}

function base64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
