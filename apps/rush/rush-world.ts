// What a run needs from outside, and what it tells while it lasts.
import type { CrowdProgress } from './crowd/crowd.ts';
import type { Environment } from './options/resolve-target.ts';

export type RushProgress =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'waiting'; readonly opensInMs: number }
  | { readonly kind: 'playing'; readonly crowd: CrowdProgress }
  /** The crowd has gone; those who pay are still at it, or money is on its way. */
  | { readonly kind: 'paying' }
  | { readonly kind: 'reading' };

export type RushWorld = {
  readonly environment: Environment;
  readonly onProgress: (progress: RushProgress) => void;
  /** Ends the crowd early; what it has seen until then is still judged. */
  readonly signal: AbortSignal;
};
