import { failure } from '@penstock/core';
import { Cluster, Redis } from 'ioredis';
import { callTimeoutMs, connectPatienceMs, connectTimeoutMs, reconnectEveryMs, socketSilenceMs } from '../limits.ts';
import { checkServers } from './check-servers.ts';
import type { Script } from './scripts.ts';
import { withTimeout } from './with-timeout.ts';

export type LinkOptions = {
  /** Nodes of a cluster, or one server: `redis://user:password@host:port`, `rediss://` with TLS. */
  readonly urls: readonly string[];
  /** Where to reach a node that calls itself `host:port`; for networks with address translation. */
  readonly natMap?: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
};

/** Thrown instead of an answer. `isDone` tells whether the call may have been done all the same. */
export class LinkError extends Error {
  readonly isDone: 'no' | 'perhaps';

  constructor(message: string, isDone: 'no' | 'perhaps', cause: unknown) {
    super(message, { cause });
    this.name = 'LinkError';
    this.isDone = isDone;
  }
}

/** The connection to a Redis Cluster, or to one server. */
export type RedisLink = {
  /** Runs a script. Throws LinkError. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  /** Any other command. Throws LinkError. */
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
  /** Calls made so far, scripts and commands. */
  calls(): number;
  close(): Promise<void>;
};

/**
 * Connects. Throws SETTING_INVALID for an address that is none, GATE_UNAVAILABLE when no node answers, and
 * GATE_UNSUITABLE when one cannot be a gate.
 */
export async function connectRedis(options: LinkOptions): Promise<RedisLink> {
  checkAddresses(options.urls);
  const client = await openClient(options);
  const breaks = countBreaks(client);
  try {
    await checkServers(client instanceof Cluster ? client.nodes('all') : [client]);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  let calls = 0;
  const attempt = async (send: () => Promise<unknown>): Promise<unknown> => {
    calls += 1;
    const breaksBefore = breaks();
    try {
      return await withTimeout(send(), callTimeoutMs);
    } catch (error) {
      // The client sends a call again whose connection broke. Only when none broke does an error reply tell for certain
      // that nothing was done; a silence never does.
      const isCertain = isErrorReply(error) && breaks() === breaksBefore;
      throw new LinkError(error instanceof Error ? error.message : String(error), isCertain ? 'no' : 'perhaps', error);
    }
  };
  return {
    async run({ sha, source }, keys, args) {
      try {
        return await attempt(() => client.evalsha(sha, keys.length, ...keys, ...args));
      } catch (error) {
        // A script cache is emptied by SCRIPT FLUSH and a restart, and a promoted replica never had it.
        if (!(error instanceof LinkError) || !error.message.startsWith('NOSCRIPT')) throw error;
        return await attempt(() => client.eval(source, keys.length, ...keys, ...args));
      }
    },
    call: (command, ...args) => attempt(() => client.call(command, ...args)),
    calls: () => calls,
    async close() {
      client.disconnect();
    },
  };
}

const serverOptions = {
  protocol: 2,
  // A call that cannot be sent now fails now: whoever made it decides, and nothing is done minutes later.
  enableOfflineQueue: false,
  connectTimeout: connectTimeoutMs,
  socketTimeout: socketSilenceMs,
  maxRetriesPerRequest: 3,
  retryStrategy: () => reconnectEveryMs,
} as const;

function clusterOf({ urls, natMap }: LinkOptions): Cluster {
  const { protocol, connectTimeout, socketTimeout, enableOfflineQueue } = serverOptions;
  const { username, password, protocol: scheme } = new URL(urls[0] ?? '');
  return new Cluster(
    urls.map((url) => ({ host: new URL(url).hostname, port: Number(new URL(url).port || 6379) })),
    {
      enableOfflineQueue,
      clusterRetryStrategy: () => reconnectEveryMs,
      slotsRefreshTimeout: connectTimeoutMs,
      // A cluster whose nodes moved is asked anew also when nobody is told MOVED.
      slotsRefreshInterval: 5_000,
      ...(natMap === undefined ? {} : { natMap }),
      redisOptions: {
        protocol,
        connectTimeout,
        socketTimeout,
        ...(scheme === 'rediss:' ? { tls: {} } : {}),
        ...(username === '' ? {} : { username: decodeURIComponent(username) }),
        ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      },
    },
  );
}

async function openClient(options: LinkOptions): Promise<Redis | Cluster> {
  let lastError: unknown;
  const opening: (Redis | Cluster)[] = [];
  const open = <Client extends Redis | Cluster>(client: Client): Client => {
    // Without a listener an error of a connection would end the process; each call that it hits has its own error.
    client.on('error', (error: unknown) => {
      lastError = error;
    });
    opening.push(client);
    return client;
  };
  const answer = async () => {
    if (options.urls.length > 1) return ready(open(clusterOf(options)));
    const server = await ready(open(new Redis(options.urls[0] ?? '', serverOptions)));
    if (!(await server.info('cluster')).includes('cluster_enabled:1')) return server;
    server.disconnect();
    return ready(open(clusterOf(options)));
  };
  try {
    return await withTimeout(answer(), connectPatienceMs);
  } catch (error) {
    for (const client of opening) client.disconnect();
    // Named without user and password: this goes to the log.
    const hosts = options.urls.map((url) => new URL(url).host).join(', ');
    const cause = lastError ?? error;
    throw failure('GATE_UNAVAILABLE', { detail: `No Redis can be used at ${hosts}: ${reasonOf(cause)}.`, cause });
  }
}

/** The client tells why a cluster cannot be used only in the error of the last node that it tried. */
function reasonOf(cause: unknown): string {
  const { lastNodeError = cause } = cause as { readonly lastNodeError?: unknown };
  return lastNodeError instanceof Error ? lastNodeError.message : String(lastNodeError);
}

// The address itself is not repeated: it may hold a password, and this goes to the log.
function checkAddresses(urls: readonly string[]): void {
  const badAt = urls.findIndex((url) => !/^rediss?:$/.test(URL.parse(url)?.protocol ?? ''));
  if (urls.length > 0 && badAt === -1) return;
  const which = urls.length > 1 ? `Address ${badAt + 1} of ${urls.length}` : 'The address';
  throw failure('SETTING_INVALID', {
    detail: `${which} of Redis cannot be read; it looks like redis://host:6379 or rediss://user:password@host:6379.`,
  });
}

/** Counts connections that broke, over all nodes. */
function countBreaks(client: Redis | Cluster): () => number {
  let breaks = 0;
  const watch = (node: Redis) => {
    node.on('close', () => (breaks += 1));
    handleAsking(node);
  };
  if (client instanceof Cluster) {
    for (const node of client.nodes('all')) watch(node);
    client.on('+node', watch);
  } else {
    watch(client);
  }
  return () => breaks;
}

// The client sends ASKING without looking at its answer. When the connection breaks just then the rejection would be
// nobody's, and end the process; the call that follows it has its own.
function handleAsking(node: Redis): void {
  const asking = node.asking.bind(node) as () => Promise<'OK'>;
  node.asking = () => {
    const answer = asking();
    answer.catch(() => undefined);
    return answer;
  };
}

async function ready<Client extends Redis | Cluster>(client: Client): Promise<Client> {
  if (client.status !== 'ready') await new Promise((resolve) => client.once('ready', resolve));
  return client;
}

function isErrorReply(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}
