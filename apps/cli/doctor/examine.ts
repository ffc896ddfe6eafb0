import { dataDirOf, readServerFile } from '../connect/data-folder.ts';
import type { Server } from '../connect/server.ts';
import { connectServer } from '../connect/server.ts';
import { baseUrlOf } from '../connect/target.ts';
import type { GlobalOptions } from '../global-options.ts';
import { probeTimeoutMs } from '../limits.ts';
import type { Shell } from '../shell.ts';
import type { Finding, Patient } from './check.ts';
import { checkClock } from './check-clock.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk } from './check-disk.ts';
import { checkNode } from './check-node.ts';
import { checkPort } from './check-port.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkServer } from './check-server.ts';

/** Runs every check that applies, in the order in which a person would look. */
export async function examine(globals: GlobalOptions, shell: Shell): Promise<readonly Finding[]> {
  const dataDir = dataDirOf(globals, shell.env);
  const server = serverToCheck(globals, shell, dataDir);
  const isReachable = server !== undefined && (await server.client.call('getLivez', {})).kind === 'ok';
  const patient: Patient = { shell, dataDir, server, isReachable };
  return [
    checkNode(process.versions.node),
    checkDataFolder(dataDir),
    checkSecrets(dataDir),
    checkDisk(dataDir),
    await checkPort(patient),
    await checkServer(server),
    ...(isReachable ? [await checkClock(server, shell)] : []),
    isInUse(dataDir) ? inUse : checkDatabase(dataDir),
  ];
}

function serverToCheck(globals: GlobalOptions, shell: Shell, dataDir: string): Server | undefined {
  const isNamed = globals.url || shell.env.PENSTOCK_URL || readServerFile(dataDir) !== undefined;
  return isNamed ? connectServer({ baseUrl: baseUrlOf(globals, shell.env), timeoutMs: probeTimeoutMs }) : undefined;
}

const inUse: Finding = {
  check: 'database',
  level: 'ok',
  text: 'in use by the server that runs; checked when none does',
};

/** Whether the process that wrote server.json still lives; after a kill the file stays behind. */
function isInUse(dataDir: string): boolean {
  const pid = readServerFile(dataDir)?.pid;
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
