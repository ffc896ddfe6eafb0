import { createHash } from 'node:crypto';
import type { ProblemCode } from '@penstock/contract';
import { problems, problemType } from '@penstock/contract';
import { escapeHtml } from './escape-html.ts';

const style = `:root{color-scheme:light dark;font:1.0625rem/1.6 system-ui,sans-serif}
body{max-width:42rem;margin:0 auto;padding:2rem 1rem}
h1{line-height:1.25}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{overflow-x:auto;padding:1rem;border:1px solid;border-radius:.5rem}`;

/** Lets the page have its own style and nothing else: no script, no picture, no frame, no form. */
export const problemPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that the `type` of a problem leads to. */
export function problemHtml(code: ProblemCode): string {
  const { title, status, otherStatus, cause, remedy, example } = problems[code];
  const body = JSON.stringify({ type: problemType(code), title, status, ...example, code }, undefined, 2);
  const statuses = otherStatus === undefined ? `${status}` : `${otherStatus} or ${status}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - Penstock</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>Code <code>${escapeHtml(code)}</code>, HTTP status ${statuses}</p>
<h2>Why</h2>
<p>${prose(cause)}</p>
<h2>What to do</h2>
<p>${prose(remedy)}</p>
<h2>Example</h2>
<pre tabindex="0" aria-label="Example of the answer"><code>${escapeHtml(body)}</code></pre>
</main>
</body>
</html>
`;
}

/** Text of the registry, where backquotes mark code. */
function prose(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
