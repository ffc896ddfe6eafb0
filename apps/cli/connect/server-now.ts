import type { Server } from './server.ts';

/** The time by which sales open, in ms since 1970: `+20s` and "the next 15:00" count from it, not from this machine's clock. */
export async function serverNowMs(server: Server): Promise<number> {
  const { epochMs } = await server.ask('getTime', {});
  return epochMs;
}
