import { tokenLengthMax } from '@penstock/contract';
import { createGenerationMap } from './generation-map.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The algorithms of key sets. No symmetric one: a public key must never serve as an HMAC secret. */
export const jwksAlgorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519'] as const;

/** A token taken apart, before anything in it is believed. */
export type Jwt = {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signature: Buffer;
  /** What is signed. */
  readonly signedText: string;
};

/** Headers in each of two generations, of 4 KB at most: all tokens of an issuer have the same one. */
const headersRememberedMax = 16;

const headers = createGenerationMap<JsonObject>(headersRememberedMax);

const pattern = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/** Takes a token (RFC 7519, compact form) apart. `undefined`: it is none, or longer than the limit. */
export function readJwt(token: string): Jwt | undefined {
  if (token.length > tokenLengthMax) return undefined;
  const [, headerPart, claimsPart, signaturePart] = pattern.exec(token) ?? [];
  if (headerPart === undefined || claimsPart === undefined || signaturePart === undefined) return undefined;
  const header = headerOf(headerPart);
  const claims = jsonObjectOf(claimsPart);
  if (header === undefined || claims === undefined) return undefined;
  const signature = Buffer.from(signaturePart, 'base64url');
  return { header, claims, signature, signedText: `${headerPart}.${claimsPart}` };
}

function headerOf(part: string): JsonObject | undefined {
  const known = headers.get(part);
  if (known !== undefined) return known;
  const header = jsonObjectOf(part);
  if (header !== undefined) headers.set(part, header);
  return header;
}

function jsonObjectOf(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
