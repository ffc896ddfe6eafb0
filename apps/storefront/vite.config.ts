// Builds the shop into dist/.
// PENSTOCK_ASSET_BASE is where the hashed files are served from, e.g. https://cdn.example/shop/; `/` when not set.
import { webApp } from '@penstock/web-build';
import type { Plugin } from 'vite';
import { defineConfig, mergeConfig } from 'vite';

/**
 * Files that are loaded later bring no list of others to load with them, since there is one style sheet and each part is
 * one file: Vite's code for such lists would be a kilobyte for nothing.
 */
function loadPlainly(): Plugin {
  return {
    name: 'penstock-load-plainly',
    enforce: 'pre',
    load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** The shop calls no route of operators, machines or the classic design: their paths stay out of its pages. */
function dropForeignPaths(): Plugin {
  const foreign =
    /^ {2}\w+: '[A-Z]+ \/(api\/v1\/(admin|openapi|payments)|seckill|metrics|livez|readyz|problems|sandbox)\b.*\n/gm;
  return {
    name: 'penstock-drop-foreign-paths',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('contract/route-paths.ts') ? code.replaceAll(foreign, '') : null),
  };
}

export default mergeConfig(
  webApp({ base: process.env.PENSTOCK_ASSET_BASE || '/' }),
  defineConfig({
    plugins: [loadPlainly(), dropForeignPaths()],
    build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shop', test: /main\.ts$/ }] } } } },
  }),
);
