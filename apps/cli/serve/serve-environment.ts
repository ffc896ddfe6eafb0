import { cliFailure } from '../failures.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Environment } from '../shell.ts';

/** The options of `serve`. */
export type ServeOptions = { readonly demo?: boolean; readonly port?: string; readonly host?: string };

/** The environment of the server: options win over it. The server checks the values. Throws OPTION_INVALID. */
export function serveEnvironment(
  { demo, port, host }: ServeOptions,
  { dataDir, adminToken, url }: GlobalOptions,
  env: Environment,
): { readonly env: Environment; readonly isDemo: boolean } {
  if (url !== undefined) {
    throw cliFailure('OPTION_INVALID', {
      why: '--url names a server that runs already.',
      next: 'Say where the new one listens with --host and --port.',
    });
  }
  const isDemo = demo === true || env.PENSTOCK_DEMO === '1';
  return {
    isDemo,
    env: {
      // Whoever tries the demo reads the screen: log lines below a warning would hide what to type next.
      ...(isDemo ? { PENSTOCK_LOG_LEVEL: 'warn' } : {}),
      ...definedIn(env),
      ...(port === undefined ? {} : { PENSTOCK_PORT: port }),
      ...(host === undefined ? {} : { PENSTOCK_HOST: host }),
      ...(dataDir === undefined ? {} : { PENSTOCK_DATA_DIR: dataDir }),
      ...(adminToken === undefined ? {} : { PENSTOCK_ADMIN_TOKEN: adminToken }),
    },
  };
}

// A variable that is set to nothing counts as not set, and must not win over a default.
function definedIn(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
