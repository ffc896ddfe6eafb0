import { createHash, hash, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 under one key, for texts that come by the thousand. */
export type HmacSha256 = {
  /** The HMAC of a text as UTF-8; hexadecimal is in lower case, base64url without padding. */
  of(text: string, encoding: 'hex' | 'base64url'): string;
  /** Whether this is the HMAC of a text as UTF-8, in base64url. Compares in constant time. */
  isOf(text: string, base64url: string): boolean;
};

const blockBytes = 64;
const hashBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;

/** Bytes of a text for which memory is kept; longer ones get their own. */
const keptTextBytes = 4_096;

/** The most bytes that one UTF-16 code unit takes in UTF-8. */
const utf8BytesMax = 3;

/**
 * HMAC as RFC 2104 composes it of two hashes: `H(key ^ opad, H(key ^ ipad, text))`. Node's own `createHmac` makes two
 * objects outside the heap for every text, which costs four times as much with their collection; the hash is Node's.
 */
export function createHmacSha256(key: Uint8Array): HmacSha256 {
  const block = Buffer.alloc(blockBytes);
  block.set(key.length > blockBytes ? createHash('sha256').update(key).digest() : key);
  const inner = Buffer.alloc(blockBytes + keptTextBytes);
  inner.set(block.map((byte) => byte ^ innerPad));
  const outer = Buffer.alloc(blockBytes + hashBytes);
  outer.set(block.map((byte) => byte ^ outerPad));
  const expected = Buffer.alloc(hashBytes);
  // One byte more, in which it shows when something is too long.
  const given = Buffer.alloc(hashBytes + 1);
  const givenHash = given.subarray(0, hashBytes);

  // What is hashed, by the bytes of the text: texts that come by the thousand are of a few lengths.
  const inners: Buffer[] = [];
  const innerOf = (length: number): Buffer => (inners[length] ??= inner.subarray(0, blockBytes + length));

  const innerHash = (text: string): string => {
    const fits = text.length * utf8BytesMax <= keptTextBytes || Buffer.byteLength(text) <= keptTextBytes;
    if (!fits) return hash('sha256', Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(text)]), 'latin1');
    const length = inner.write(text, blockBytes, 'utf8');
    return hash('sha256', innerOf(length), 'latin1');
  };
  const withOuter = (text: string): Buffer => {
    outer.write(innerHash(text), blockBytes, 'latin1');
    return outer;
  };
  return {
    of: (text, encoding) => hash('sha256', withOuter(text), encoding),
    isOf(text, base64url) {
      if (given.write(base64url, 'base64url') !== hashBytes) return false;
      expected.write(hash('sha256', withOuter(text), 'latin1'), 'latin1');
      return timingSafeEqual(expected, givenHash);
    },
  };
}
