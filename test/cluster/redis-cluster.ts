import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RedisServer } from './redis-server.ts';
import { startRedisServer, until } from './redis-server.ts';

const run = promisify(execFile);

const masters = 3;
const replicasEach = 1;

/** How long in ms a node may be silent before the others take it for dead: so long that a busy machine is no failure. */
const nodeTimeoutMsDefault = 15_000;

/** A cluster of three masters with a replica each, started by a test. */
export type RedisCluster = {
  readonly servers: readonly RedisServer[];
  readonly urls: readonly string[];
  /** The master that has the slot of a key, as the cluster sees it now. */
  masterOf(key: string): Promise<RedisServer>;
  replicaOf(master: RedisServer): Promise<RedisServer>;
  /** Moves the slot of a key, with all keys in it, to another master; one at a time where something is done in between. */
  moveSlot(key: string, betweenKeys?: () => Promise<void>): Promise<RedisServer>;
  /** Cuts a replica off from its master: what the master says from now on does not reach it. */
  cutReplica(replica: RedisServer, master: RedisServer): Promise<void>;
  /** Kills the master of a key at once, and waits until its replica has taken over. */
  failOver(key: string): Promise<RedisServer>;
  stop(): Promise<void>;
};

type ClusterOptions = {
  /** The time in ms after which a silent node is dead: short for a test of a failover. */
  readonly nodeTimeoutMs?: number;
  /** More lines of redis.conf, by the number of the server. */
  readonly settingsOf?: (at: number) => Readonly<Record<string, string>>;
};

/** Starts and joins the servers. */
export async function startRedisCluster({
  nodeTimeoutMs = nodeTimeoutMsDefault,
  settingsOf = () => ({}),
}: ClusterOptions = {}): Promise<RedisCluster> {
  const started = await Promise.allSettled(
    Array.from({ length: masters * (1 + replicasEach) }, (_, at) =>
      startRedisServer({ ...clusterSettings(nodeTimeoutMs), ...settingsOf(at) }),
    ),
  );
  const servers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  try {
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    const nodes = servers.map((server) => `127.0.0.1:${server.port}`);
    await run('redis-cli', ['--cluster', 'create', ...nodes, '--cluster-replicas', `${replicasEach}`, '--cluster-yes']);
    await Promise.all(servers.map(isHealthy));
    return clusterOf(servers);
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()));
    throw error;
  }
}

function clusterSettings(nodeTimeoutMs: number): Record<string, string> {
  return {
    'cluster-enabled': 'yes',
    'cluster-node-timeout': String(nodeTimeoutMs),
    'cluster-replica-validity-factor': '0',
    // Only when a test says so: a busy machine must not look like a dead one.
    'cluster-replica-no-failover': 'yes',
    // A shard whose master died must not shut the others.
    'cluster-require-full-coverage': 'no',
    'repl-diskless-sync-delay': '0',
    'repl-ping-replica-period': '1',
    'enable-debug-command': 'local',
  };
}

async function isHealthy(server: RedisServer): Promise<void> {
  await until(`port ${server.port} is part of a whole cluster`, async () => {
    if (!(await server.ask('CLUSTER', 'INFO')).includes('cluster_state:ok')) return false;
    // A node hears of another's new role a little later than the other.
    const nodes = (await server.ask('CLUSTER', 'NODES')).split('\n').map(readNode);
    if (nodes.filter((node) => node.isMaster).length !== masters) return false;
    const replication = await server.ask('INFO', 'replication');
    return replication.includes('role:master')
      ? replication.includes(`connected_slaves:${replicasEach}`)
      : replication.includes('master_link_status:up');
  });
}

function clusterOf(servers: readonly RedisServer[]): RedisCluster {
  const byPort = (port: number): RedisServer => {
    const found = servers.find((server) => server.port === port);
    if (found === undefined) throw new Error(`no server on port ${port}`);
    return found;
  };
  const nodes = async (): Promise<ClusterNode[]> => {
    for (const server of servers) {
      const text = await server.ask('CLUSTER', 'NODES').catch(() => undefined);
      if (text !== undefined) return text.split('\n').map(readNode);
    }
    throw new Error('no node of the cluster answers');
  };
  const masterOf = async (key: string): Promise<RedisServer> => {
    const all = await nodes();
    const slot = await slotOf(all, key);
    const owner = all.find((node) => node.isMaster && !node.isFailed && node.hasSlot(slot));
    if (owner === undefined) throw new Error(`slot ${slot} has no master`);
    return byPort(owner.port);
  };
  const slotOf = async (all: readonly ClusterNode[], key: string): Promise<number> => {
    const alive = all.find((node) => !node.isFailed);
    return Number(await byPort(alive?.port ?? 0).ask('CLUSTER', 'KEYSLOT', key));
  };
  const replicaOf = async (master: RedisServer): Promise<RedisServer> => {
    const all = await nodes();
    const id = all.find((node) => node.port === master.port)?.id;
    const replica = all.find((node) => node.masterId === id && !node.isFailed);
    if (replica === undefined) throw new Error(`port ${master.port} has no replica`);
    return byPort(replica.port);
  };
  return {
    servers,
    urls: servers.map((server) => server.url),
    masterOf,
    replicaOf,
    async moveSlot(key, betweenKeys) {
      const from = await masterOf(key);
      const all = await nodes();
      const target = all.find((node) => node.isMaster && !node.isFailed && node.port !== from.port);
      if (target === undefined) throw new Error('there is no other master');
      await move({ from, to: byPort(target.port), slot: await slotOf(all, key), all, byPort, betweenKeys });
      return byPort(target.port);
    },
    async cutReplica(replica, master) {
      // It cannot sign in again: the link stays cut, while the cluster's own bus goes on.
      await replica.ask('CONFIG', 'SET', 'masteruser', 'nobody', 'masterauth', 'nothing');
      await master.ask('CLIENT', 'KILL', 'TYPE', 'replica');
      await until('the replica is cut off', async () => {
        return (await replica.ask('INFO', 'replication')).includes('master_link_status:down');
      });
    },
    async failOver(key) {
      const master = await masterOf(key);
      const replica = await replicaOf(master);
      await replica.ask('CONFIG', 'SET', 'cluster-replica-no-failover', 'no');
      await master.kill();
      await until('the replica has taken over', async () => {
        return (await replica.ask('INFO', 'replication')).includes('role:master');
      });
      return replica;
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

type ClusterNode = {
  readonly id: string;
  readonly port: number;
  readonly isMaster: boolean;
  readonly isFailed: boolean;
  readonly masterId: string;
  hasSlot(slot: number): boolean;
};

/** Reads one line of CLUSTER NODES. */
function readNode(line: string): ClusterNode {
  const [id = '', address = '', flags = '', masterId = '', , , , ...slots] = line.split(' ');
  return {
    id,
    port: Number(/:(\d+)@/.exec(address)?.[1]),
    isMaster: flags.split(',').includes('master'),
    isFailed: flags.split(',').some((flag) => flag === 'fail' || flag === 'noaddr'),
    masterId,
    hasSlot: (slot) =>
      slots.some((range) => {
        const [first = Number.NaN, last = first] = range.split('-').map(Number);
        return slot >= first && slot <= last;
      }),
  };
}

type SlotMove = {
  readonly from: RedisServer;
  readonly to: RedisServer;
  readonly slot: number;
  readonly all: readonly ClusterNode[];
  readonly byPort: (port: number) => RedisServer;
  readonly betweenKeys: (() => Promise<void>) | undefined;
};

async function move({ from, to, slot, all, byPort, betweenKeys }: SlotMove): Promise<void> {
  const idOf = (server: RedisServer) => all.find((node) => node.port === server.port)?.id ?? '';
  await to.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', idOf(from));
  await from.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', idOf(to));
  const atATime = betweenKeys === undefined ? 100 : 1;
  for (;;) {
    const keys = (await from.ask('CLUSTER', 'GETKEYSINSLOT', slot, atATime)).split('\n').filter((key) => key !== '');
    if (keys.length === 0) break;
    await from.ask('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys);
    await betweenKeys?.();
  }
  const masterNodes = all.filter((node) => node.isMaster && !node.isFailed);
  await to.ask('CLUSTER', 'SETSLOT', slot, 'NODE', idOf(to));
  for (const node of masterNodes) await byPort(node.port).ask('CLUSTER', 'SETSLOT', slot, 'NODE', idOf(to));
}
