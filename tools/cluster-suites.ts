/** Which test files need which servers of the operating system: the one table that `npm test` and .ci/run go by. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Binary = 'redis-server' | 'redis-cli' | 'rabbitmq-server' | 'mariadbd' | 'nginx' | 'chromium' | 'openssl';

interface ClusterSuite {
  /** The test files whose path starts with this. */
  readonly pathPrefix: string;
  readonly needs: readonly Binary[];
}

const clusterSuites: readonly ClusterSuite[] = [
  { pathPrefix: 'test/browser/', needs: ['chromium'] },
  { pathPrefix: 'test/cluster/redis-', needs: ['redis-server', 'redis-cli'] },
  { pathPrefix: 'test/cluster/redis-tls', needs: ['openssl'] },
];

const debianPackages: Readonly<Record<Binary, string>> = {
  'redis-server': 'redis-server',
  'redis-cli': 'redis-tools',
  'rabbitmq-server': 'rabbitmq-server',
  mariadbd: 'mariadb-server',
  nginx: 'nginx',
  chromium: 'chromium',
  openssl: 'openssl',
};

/** Debian puts servers where the PATH of a plain user does not look. */
const serverFolders: readonly string[] = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** The binaries that this test file needs and this machine lacks. */
export function missingBinaries(testFile: string): readonly Binary[] {
  const suites = clusterSuites.filter((suite) => testFile.startsWith(suite.pathPrefix));
  return [...new Set(suites.flatMap((suite) => suite.needs))].filter((binary) => !isInstalled(binary));
}

/** The Debian packages that bring what the whole table needs and this machine lacks. */
export function missingDebianPackages(): readonly string[] {
  const needed = new Set(clusterSuites.flatMap((suite) => suite.needs));
  return [...needed].filter((binary) => !isInstalled(binary)).map((binary) => debianPackages[binary]);
}

function isInstalled(binary: Binary): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...serverFolders];
  return folders.some((folder) => isExecutable(join(folder, binary)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us: either way it cannot be started.
    return false;
  }
}
