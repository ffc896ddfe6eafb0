import { tokenLengthMax } from '@penstock/contract';

type JsonObject = Readonly<Record<string, unknown>>;

/** The algorithms of key sets. No symmetric one: a public key must never serve as an HMAC secret. */
export const jwksAlgorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519'] as const;

/** A token taken apart, before anything in it is believed. */
export type Jwt = {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** In base64url. */
  readonly signature: string;
  /** What is signed. */
  readonly signedText: string;
};

// All tokens of an issuer have the same header: the last one that was read is remembered.
let lastHeader: { readonly part: string; readonly header: JsonObject } | undefined;

/** Takes what is decoded, so that nothing is allocated for it. */
const decoded = Buffer.alloc(tokenLengthMax);

const pattern = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/** Takes a token (RFC 7519, compact form) apart. `undefined`: it is none, or longer than the limit. */
export function readJwt(token: string): Jwt | undefined {
  if (token.length > tokenLengthMax) return undefined;
  const [, headerPart, claimsPart, signature] = pattern.exec(token) ?? [];
  if (headerPart === undefined || claimsPart === undefined || signature === undefined) return undefined;
  const header = headerOf(headerPart);
  const claims = jsonObjectOf(claimsPart);
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, signature, signedText: `${headerPart}.${claimsPart}` };
}

function headerOf(part: string): JsonObject | undefined {
  if (lastHeader?.part === part) return lastHeader.header;
  const header = jsonObjectOf(part);
  if (header !== undefined) lastHeader = { part, header };
  return header;
}

function jsonObjectOf(part: string): JsonObject | undefined {
  try {
    const length = decoded.write(part, 'base64url');
    const value: unknown = JSON.parse(decoded.toString('utf8', 0, length));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
