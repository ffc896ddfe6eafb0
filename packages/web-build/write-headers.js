/**
 * Says beside the page which headers it must be served with, so that whatever serves it needs no copy of them.
 *
 * @param {{ readonly base: string, readonly isFraming: boolean }} app
 * @returns {import('vite').Plugin}
 */
export function writeHeaders(app) {
  return {
    name: 'penstock-headers',
    generateBundle() {
      const headers = { 'content-security-policy': contentSecurityPolicy(app) };
      this.emitFile({ type: 'asset', fileName: 'headers.json', source: `${JSON.stringify(headers, null, 2)}\n` });
    },
  };
}

/**
 * No script or style but files of the app, no plug-in, no stranger; only product pictures come from any host.
 *
 * @param {{ readonly base: string, readonly isFraming: boolean }} app
 */
function contentSecurityPolicy({ base, isFraming }) {
  // The origin that scripts and styles come from beside the page's own.
  const assetOrigin = URL.canParse(base) ? [new URL(base).origin] : [];
  const own = ["'self'", ...assetOrigin].join(' ');
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    `img-src ${["'self'", 'https:', ...assetOrigin].join(' ')}`,
    "connect-src 'self'",
    ...(isFraming ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ');
}
