import type { FastifyRequest } from 'fastify';

/**
 * The origin by which the caller sees this server. It is only ever told to that caller, so that a header which is made
 * up misleads nobody else.
 */
export function ownOrigin({ headers, protocol, host }: Pick<FastifyRequest, 'headers' | 'protocol' | 'host'>): string {
  const [forwarded] = String(headers['x-forwarded-proto'] ?? '').split(',');
  const scheme = forwarded === 'https' || forwarded === 'http' ? forwarded : protocol;
  return `${scheme}://${host}`;
}
