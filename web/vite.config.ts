import { createHash } from 'node:crypto';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

// The server behind `npm run dev`; the built files are served by samatcha itself.
const server = process.env.SAMATCHA_URL ?? 'http://127.0.0.1:8080';

/** Tells the service worker which files there are, and which of them every page needs. */
function listShell(): Plugin {
  return {
    name: 'list-shell',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const chunks = new Map(
        files.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one]] : [])),
      );
      const worker = chunks.get('service_worker.js')!;
      const page = [...chunks.values()].find((one) => one.isEntry && one !== worker)!;
      const frame = new Set<string>();
      const add = (chunk: Rolldown.OutputChunk) => {
        if (frame.has(chunk.fileName)) return;
        frame.add(chunk.fileName);
        for (const file of chunk.viteMetadata?.importedCss ?? []) frame.add(file);
        for (const name of chunk.imports) add(chunks.get(name)!);
      };
      add(page);
      const names = files.map((one) => one.fileName).filter((name) => name.startsWith('assets/'));
      for (const name of names) if (/sarabun.*\.woff2$/.test(name)) frame.add(name);
      const index = bundle['index.html'] as Rolldown.OutputAsset;
      const version = createHash('sha256').update(names.toSorted().join()).update(index.source);
      const list = (of: Iterable<string>) => [...of].map((name) => `/${name}`).toSorted();
      const shell = {
        version: version.digest('hex').slice(0, 16),
        frame: ['/', ...list(frame)],
        all: list(names),
      };
      worker.code = `const SHELL=${JSON.stringify(shell)};${worker.code}`;
    },
  };
}

export default defineConfig({
  plugins: [svelte(), listShell()],
  build: {
    target: 'es2022',
    rolldownOptions: {
      input: { index: 'index.html', service_worker: 'src/shared/offline/service_worker.ts' },
      output: {
        // Found by its name; a worker rules over the folder that it stands in.
        entryFileNames: (chunk) =>
          chunk.name === 'service_worker' ? 'service_worker.js' : 'assets/[name]-[hash].js',
      },
    },
    // Nothing inlined: the content security policy allows files of our own only.
    assetsInlineLimit: 0,
    // The map library is one chunk, loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
  },
  // The server refuses a write whose Origin is not its Host: the page's own host is handed on.
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  test: { include: ['src/**/*.test.ts'] },
});
