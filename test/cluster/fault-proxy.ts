import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Stands between a client and a server, and does to their talk what networks do. */
export type FaultProxy = {
  readonly port: number;
  /** Passes every second request that has this text on and loses its answer, and the connection with it. */
  loseEverySecondAnswer(text: string): void;
  /** Answers lost so far. */
  lost(): number;
  /** Keeps all answers back until `thaw`. */
  freeze(): void;
  /** Answers kept back now. */
  kept(): number;
  thaw(): void;
  stop(): Promise<void>;
};

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const kept: (() => void)[] = [];
  let lostText: string | undefined;
  let requests = 0;
  let lost = 0;
  let isFrozen = false;

  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    let isAnswerLost = false;
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      if (lostText !== undefined && chunk.includes(lostText)) {
        requests += 1;
        isAnswerLost ||= requests % 2 === 0;
      }
      target.write(chunk);
    });
    target.on('data', (chunk: Buffer) => {
      if (isAnswerLost) {
        lost += 1;
        client.destroy();
      } else if (isFrozen) {
        kept.push(() => client.write(chunk));
      } else {
        client.write(chunk);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return {
    port: address.port,
    loseEverySecondAnswer(text) {
      lostText = text;
    },
    lost: () => lost,
    freeze() {
      isFrozen = true;
    },
    kept: () => kept.length,
    thaw() {
      isFrozen = false;
      for (const send of kept.splice(0)) send();
    },
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
