/** What the service worker keeps and what it answers with it. Plain rules; the worker itself is service_worker.ts. */

export type Source = 'index' | 'kept_file' | 'server';

/**
 * Where a request is answered from. Nothing under /api/ is ever kept: what a child's page shows is on the phone
 * only where a feature keeps it itself, sealed. A page within another's frame has headers of its own.
 */
export function sourceOf(path: string, method: string, destination: string): Source {
  if (method !== 'GET' || path.startsWith('/api/')) return 'server';
  if (path.startsWith('/assets/')) return 'kept_file';
  const is_page = !path.slice(path.lastIndexOf('/')).includes('.');
  const is_operation = path === '/healthz' || path === '/metrics';
  return destination === 'document' && is_page && !is_operation ? 'index' : 'server';
}

/** "/assets/Today-B0BQeURW.js" and the same page of another version have one stem. */
export function stemOf(file: string): string {
  return file.replace(/-[\w-]{8}(\.\w+)$/, '$1');
}

/** Of a new version, what to keep from its first moment: the frame, and the pages that were opened before. */
export function filesToKeep(
  frame: readonly string[],
  all: readonly string[],
  kept_before: readonly string[],
): string[] {
  const opened = new Set(kept_before.map(stemOf));
  return [...new Set([...frame, ...all.filter((file) => opened.has(stemOf(file)))])];
}
