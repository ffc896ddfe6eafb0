/**
 * How both web apps are built: hashed files that may be kept for ever, and one page that may not. Plain JavaScript,
 * because builds run on whichever Node there is.
 */
import vue from '@vitejs/plugin-vue';
import { compress } from './compress.js';
import { writeHeaders } from './write-headers.js';

/**
 * The part of Vite's configuration that both apps share.
 *
 * @param {{ readonly base: string, readonly isFraming?: boolean }} app `base`: where the hashed files are served from,
 * a path or an address; `isFraming`: the app shows pages of its own origin inside its own.
 * @returns {import('vite').UserConfig}
 */
export function webApp({ base, isFraming = false }) {
  return {
    base,
    plugins: [vue(), writeHeaders({ base, isFraming }), compress()],
    define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
    build: {
      target: ['chrome119', 'edge119', 'firefox121', 'safari17.4'],
      // The shell and every page share one small style sheet: a page that is loaded later never waits for its own.
      cssCodeSplit: false,
      // A picture inside a script or a style would not be seen by the content security policy.
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      // How long compressing takes is no news to whoever starts the server.
      rolldownOptions: { checks: { pluginTimings: false } },
    },
    server: { proxy: { '/api': process.env.PENSTOCK_URL || 'http://127.0.0.1:3000' } },
  };
}
