import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The server behind `npm run dev`; the built files are served by samatcha itself.
const server = process.env.SAMATCHA_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // Nothing inlined: the content security policy allows files of our own only.
    assetsInlineLimit: 0,
    // The map library is one chunk, loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
  },
  // The server refuses a write whose Origin is not its Host: the page's own host is handed on.
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  test: { include: ['src/**/*.test.ts'] },
});
