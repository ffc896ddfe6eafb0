import type { Server } from '../connect/server.ts';
import type { Shell } from '../shell.ts';

/** What one check found. `warn`: it works, but look at it; `fail`: something will not work. `next`: what to do. */
export type Finding = {
  readonly check: string;
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly next?: string;
};

/** What checks look at. */
export type Patient = {
  readonly shell: Shell;
  readonly dataDir: string;
  /** The server that should run: named by an option or the environment, or known by the data folder. */
  readonly server: Server | undefined;
  /** Whether it answers. */
  readonly isReachable: boolean;
};
