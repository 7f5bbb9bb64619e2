import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/**
 * Dynamic imports as the browser knows them. Vite wraps each in a helper that fetches what the imported code depends on
 * besides; here that is the page itself, and the helper would cost the first load a kilobyte.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (fetchPart) => fetchPart();' : undefined,
};

export default defineConfig({
  // Relative addresses, so that the page works from any folder of any server.
  base: './',
  plugins: [plainImports],
  build: {
    target: 'es2022',
    // An inlined asset would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // The first load in one file, which compresses better than the several that later parts would make of it.
      output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
    },
  },
  worker: { format: 'es' },
});
