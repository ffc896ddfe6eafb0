import type { Connection } from './connection.ts';

/** A cookie that carries a session: what it is called on a connection, and how it is set and taken away. */
export type SessionCookie = {
  /** `undefined`: on this connection no session may be given or taken. */
  nameOn(connection: Connection): string | undefined;
  /** The value that a request brings. */
  read(header: string | undefined, connection: Connection): string | undefined;
  /** The header that sets it; for as long as `maxAgeSeconds`. */
  set(connection: Connection, value: string, maxAgeSeconds: number): string;
  /** The header that takes it away. */
  clear(connection: Connection): string;
};

export const buyerCookieName = 'penstock-session';
export const operatorCookieName = 'penstock-operator';

/** What a cookie is called on HTTPS. */
export const secureCookieName = (name: string): string => `__Host-${name}`;

/**
 * On HTTPS the name begins with `__Host-`, which browsers keep from being set by any other host or over plain HTTP. Only
 * on the machine itself, where allowed, a plain name without `Secure` is used; a request over HTTPS never brings that
 * one, since anybody in between could have set it.
 */
export function createSessionCookie(about: {
  readonly name: string;
  readonly sameSite: 'Lax' | 'Strict';
  readonly isLoopbackAllowed: boolean;
}): SessionCookie {
  const { name, sameSite, isLoopbackAllowed } = about;
  const secureName = secureCookieName(name);
  const nameOn = ({ isSecure, isLoopback }: Connection) => {
    if (isSecure) return secureName;
    return isLoopback && isLoopbackAllowed ? name : undefined;
  };
  const text = (connection: Connection, value: string, maxAgeSeconds: number) => {
    const secure = connection.isSecure ? '; Secure' : '';
    return `${nameOn(connection) ?? secureName}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${sameSite}${secure}`;
  };
  return {
    nameOn,
    read(header, connection) {
      const own = nameOn(connection);
      return own === undefined || header === undefined ? undefined : cookieOf(header, own);
    },
    set: text,
    clear: (connection) => text(connection, '', 0),
  };
}

function cookieOf(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
