// What the shop's own site hands over in the fragment of `/session#token=…&return=…`.

export type HandOver = { readonly token: string | undefined; readonly returnTo: string };

/** Reads the fragment. The way back is a path of this site and nothing else, so that no stranger can send people on. */
export function readHandOver(fragment: string, origin: string): HandOver {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const token = fields.get('token') ?? '';
  return { token: token === '' ? undefined : token, returnTo: pathOfThisSite(fields.get('return') ?? '/', origin) };
}

function pathOfThisSite(text: string, origin: string): string {
  // `//host` and `/\host` are addresses of other hosts to a browser; so the parsed address is compared, not the text.
  if (!text.startsWith('/') || !URL.canParse(text, origin)) return '/';
  const url = new URL(text, origin);
  const isHandOver = url.pathname === '/session';
  return url.origin === origin && !isHandOver ? `${url.pathname}${url.search}` : '/';
}

/** Who the token says it is, for the name in the header. The server does not believe this; neither does any decision. */
export function subjectOf(token: string): string | undefined {
  try {
    const payload = token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const isNamed = typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string';
    return isNamed ? (claims.sub as string) : undefined;
  } catch {
    // A pass that is no token of this form has no name that could be shown.
    return undefined;
  }
}
