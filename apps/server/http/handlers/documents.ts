import { isProblemCode } from '@penstock/contract';
import type { Handlers } from '../call.ts';
import { refused } from '../call.ts';
import { problemHtml, problemPagePolicy } from '../problem-html.ts';

/** What changes with a new version only may be kept for an hour. */
const keptFor = 'public, max-age=3600';

/** The contract as a document, and a page for each problem. */
export function documentsHandlers({ openApi }: { readonly openApi: () => object }) {
  return {
    getOpenApi: () => ({
      mediaType: 'application/json; charset=utf-8',
      content: JSON.stringify(openApi()),
      headers: { 'cache-control': keptFor },
    }),

    getProblemPage: ({ params: { code } }) => {
      if (!isProblemCode(code)) return refused('not-found', { detail: 'No problem has this code.' });
      const headers = { 'cache-control': keptFor, 'content-security-policy': problemPagePolicy };
      return { mediaType: 'text/html; charset=utf-8', content: problemHtml(code), headers };
    },
  } satisfies Handlers;
}
