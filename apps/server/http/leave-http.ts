import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How a connection leaves HTTP, to carry one stream of events to its end and no other request. What Node keeps for a
 * connection that may bring another one is most of what a stream would cost: the parser alone has 6 KB.
 */
export type LeavingHttp = {
  /** Says of a request that has just arrived that it is the last one of its connection. */
  offer(request: IncomingMessage, response: ServerResponse): void;
  /** Takes care of the connections of a server that leave. */
  listen(server: Server): void;
  /**
   * The socket of a response that was not written to, once Node has let go of it. `undefined`: it has not, since the
   * client sent more behind the request or waits for an earlier answer, or the client is gone. Answer as usual then.
   */
  socketOf(response: ServerResponse): Socket | undefined;
};

/** Node lets go of a connection whose protocol changes: it frees the parser and hands over the socket. */
export function createLeavingHttp(): LeavingHttp {
  const left = new WeakSet<IncomingMessage>();
  return {
    offer(request, response) {
      Object.assign(request, { upgrade: true });
      response.setHeader('connection', 'close');
    },
    listen(server) {
      server.on('upgrade', (request, socket) => {
        left.add(request);
        // Nobody else listens any more. A client that has ended, or broke off, is not answered.
        socket.on('error', () => undefined);
        socket.on('end', () => socket.destroy());
        socket.resume();
      });
    },
    socketOf({ req, socket }) {
      return left.has(req) && socket !== null && !socket.destroyed ? socket : undefined;
    },
  };
}
