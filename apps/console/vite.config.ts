// Builds the console into dist/. Its files come from Penstock itself: an operator's page has no need of a CDN.
import { webApp } from '@penstock/web-build';
import { defineConfig } from 'vite';

export default defineConfig(webApp({ base: '/console/', isFraming: true }));
