/**
 * `npm ci` refuses a lock file that lacks an optional dependency of another platform. npm leaves such an entry out when
 * the registry it asked did not have the package, as a mirror may not; the gap is then everybody's.
 *
 * `node tools/run.js tools/lock-file.ts` fills the gaps: the version is the one that the package beside it asks for, the
 * platform is told by the name (`@biomejs/cli-linux-x64-musl`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface Gap {
  readonly name: string;
  readonly version: string;
  readonly isDev: boolean;
}

const lockPath = fileURLToPath(new URL('../package-lock.json', import.meta.url));

export function readLockFile(): LockFile {
  return JSON.parse(readFileSync(lockPath, 'utf8'));
}

/** The optional dependencies that some locked package names and the lock file does not hold. */
export function lockGaps(lock: LockFile): readonly Gap[] {
  return Object.entries(lock.packages).flatMap(([path, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(
        ([name]) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
      )
      .map(([name, version]) => ({ name, version, isDev: locked.dev === true })),
  );
}

function entryFor(gap: Gap): object {
  const match = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/.exec(gap.name);
  if (match === null) throw new Error(`The name ${gap.name} does not tell its platform: add its entry by hand.`);
  const [, os, cpu, variant] = match;
  // In npm's own order of keys, so that its next write of the file changes nothing.
  return {
    version: gap.version,
    cpu: [cpu],
    ...(gap.isDev ? { dev: true } : {}),
    ...(variant?.startsWith('musl') ? { libc: ['musl'] } : {}),
    optional: true,
    os: [os],
  };
}

if (import.meta.main) {
  const lock = readLockFile();
  const added = lockGaps(lock).map((gap) => [`node_modules/${gap.name}`, entryFor(gap)] as const);
  const packages = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(lockPath, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  console.log(`${added.length} entries added to package-lock.json`);
}
