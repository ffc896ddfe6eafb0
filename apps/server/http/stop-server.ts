import type { Server } from 'node:http';
import { stopCheckMs, stopWithinMs } from './limits.ts';

/**
 * Closes a server without cutting an answer that is under way: connections are closed as they become idle. What is not
 * done within `stopWithinMs` is cut.
 */
export async function stopServer(server: Server, close: () => PromiseLike<unknown>): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), stopCheckMs);
  const cut = setTimeout(() => server.closeAllConnections(), stopWithinMs);
  try {
    await close();
  } finally {
    clearInterval(idle);
    clearTimeout(cut);
  }
}
