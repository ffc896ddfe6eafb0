// An intent on its way: what the page knows of it.
//   idle ─tap─► sending ─► (the order) | refused | waiting ─► sending | checking ─► (the order) | sending | unreachable
import type { Problem } from '@penstock/contract';

/** Times are of the page's steady clock, in milliseconds. */
export type Flight =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly sinceMs: number }
  /** The server wants a pause: nothing was decided, and the same intent is sent again by itself. */
  | { readonly kind: 'waiting'; readonly why: 'too-fast' | 'busy'; readonly untilMs: number }
  /** No answer was heard: the server is asked whether the order arrived. */
  | { readonly kind: 'checking' }
  /** Checking was given up for now. The intent is kept. */
  | { readonly kind: 'unreachable' }
  /** The server decided, and said why. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly atMs: number };
