/**
 * Who may import what. Imports go one way: apps, adapters, use-cases, ports, domain. A file belongs to the first layer
 * whose `files` matches its path; a layer may import itself and what it lists, and nothing else of ours.
 */

export interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** Names of layers. */
  readonly may: readonly string[];
  /** Whether Node's own modules and packages from npm are open to it: pure layers and those that run in browsers have none. */
  readonly node: boolean;
  readonly npm: boolean;
}

const adapters = ['embedded', 'redis', 'sandbox-payments', 'host'] as const;

export const layers: readonly Layer[] = [
  // core: decisions. No I/O, no clock, no dice, no dependency. Its limits, failures and asserts are words of the domain.
  layer('core', /^packages\/core\/index\.ts$/, ['domain', 'ports', 'use-cases']),
  layer('domain', /^packages\/core\/(domain\/|[\w-]+\.ts$)/, []),
  layer('ports', /^packages\/core\/ports\//, ['domain']),
  layer('use-cases', /^packages\/core\/use-cases\//, ['domain', 'ports']),

  // The HTTP contract and its client run in browsers too.
  layer('contract', /^packages\/contract\//, [], { npm: true }),
  layer('client', /^packages\/client\//, ['contract']),

  // Adapters see the core only, never each other. The suites that they must pass are handed to their tests.
  layer('port-tests', /^packages\/port-tests\//, ['core'], { node: true, npm: true }),
  layer('host', /^packages\/host\//, ['core'], { node: true, npm: true }),
  layer('embedded', /^packages\/embedded\//, ['core'], { node: true, npm: true }),
  layer('redis', /^packages\/redis\//, ['core'], { node: true, npm: true }),
  layer('sandbox-payments', /^packages\/sandbox-payments\//, ['core'], { node: true, npm: true }),

  // Apps. Only the server's wiring constructs adapters; of the host the server takes what is no port, such as an HMAC.
  layer('wiring', /^apps\/server\/wiring\//, ['core', 'contract', 'server', ...adapters], { node: true, npm: true }),
  layer('server', /^apps\/server\//, ['core', 'contract', 'wiring', 'host'], { node: true, npm: true }),
  layer('rush', /^apps\/rush\//, ['contract', 'client'], { node: true, npm: true }),
  layer('cli', /^apps\/cli\//, ['core', 'contract', 'client', 'rush', 'server'], { node: true, npm: true }),

  // The web apps see the server through its contract only; what both show alike is `ui`, what both know alike `web`.
  layer('ui', /^packages\/ui\//, ['contract', 'client', 'web'], { npm: true }),
  layer('web', /^packages\/web\//, [], { npm: true }),
  layer('web-build', /^packages\/web-build\//, [], { node: true, npm: true }),
  layer('vite', /^apps\/(storefront|console)\/vite\.config\.ts$/, ['web-build'], { node: true, npm: true }),
  layer('storefront', /^apps\/storefront\//, ['contract', 'client', 'ui', 'web'], { npm: true }),
  layer('console', /^apps\/console\//, ['contract', 'client', 'ui', 'web'], { npm: true }),

  // Around the product: free to use its faces.
  layer('system tests', /^test\//, ['core', 'contract', 'client', 'rush', 'server', 'cli', 'port-tests', ...adapters], {
    node: true,
    npm: true,
  }),
  layer('simulator', /^simulator\//, ['core', 'server', 'port-tests', ...adapters], { node: true, npm: true }),
  layer('bench', /^bench\//, ['core', 'contract', 'client', 'rush', 'server', ...adapters], { node: true, npm: true }),
  layer('tools', /^(tools|bin)\//, ['contract', 'server'], { node: true, npm: true }),
];

/** Tests and, by their name, the files that only tests use: `test-server.ts`. */
export const testFile = /(\.test\.ts|\/test-[\w-]+\.ts)$/;

/** What a test file may import beyond its layer, next to all of its own package. */
export const testsMayImport: readonly string[] = ['port-tests', ...adapters];

function layer(
  name: string,
  files: RegExp,
  may: readonly string[],
  open: { readonly node?: boolean; readonly npm?: boolean } = {},
): Layer {
  return { name, files, may, node: open.node ?? false, npm: open.npm ?? false };
}
