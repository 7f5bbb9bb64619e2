import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses, so that the page works from any folder of any server.
  base: './',
  build: {
    target: 'es2022',
    // An inlined asset would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
});
