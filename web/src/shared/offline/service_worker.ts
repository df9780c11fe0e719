/**
 * Keeps the front end on the device, so that a page opened before opens again without a line. It keeps files of the
 * program and never an answer of the API. A newer version waits until the page asks it to take over.
 */
import { filesToKeep, sourceOf } from './shell_files';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: WorkerEvent & MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
declare const self: WorkerScope;

/** Written here by the build (vite.config.ts). */
declare const SHELL: { version: string; frame: string[]; all: string[] };

const prefix = 'samatcha-shell-';
const own_cache = prefix + SHELL.version;

async function othersCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own_cache);
}

async function keep(files: readonly string[]): Promise<void> {
  const cache = await caches.open(own_cache);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function install(): Promise<void> {
  const kept_before: string[] = [];
  for (const name of await othersCaches())
    for (const request of await (await caches.open(name)).keys())
      kept_before.push(new URL(request.url).pathname);
  await keep(SHELL.frame);
  // The pages opened before: one that does not come now comes when it is opened.
  const pages = filesToKeep([], SHELL.all, kept_before).filter(
    (file) => !SHELL.frame.includes(file),
  );
  await Promise.allSettled(pages.map((file) => keep([file])));
}

async function activate(): Promise<void> {
  for (const name of await othersCaches()) await caches.delete(name);
  await self.clients.claim();
}

async function indexAnswer(request: Request): Promise<Response> {
  const cache = await caches.open(own_cache);
  return (await cache.match('/', { ignoreVary: true })) ?? fetch(request);
}

async function fileAnswer(event: FetchEvent): Promise<Response> {
  const cache = await caches.open(own_cache);
  const kept = await cache.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(event.request);
  // A device that is full shows the page and keeps it another time.
  if (answer.ok) event.waitUntil(cache.put(event.request, answer.clone()).catch(() => {}));
  return answer;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  const source = sourceOf(address.pathname, request.method, request.destination);
  if (source === 'index') event.respondWith(indexAnswer(request));
  else if (source === 'kept_file') event.respondWith(fileAnswer(event));
});
self.addEventListener('message', (event) => {
  const wish = event.data as { take_over?: true; keep?: string[] };
  if (wish.take_over) void self.skipWaiting();
  // What a page fetched before this worker was there.
  if (wish.keep) {
    const files = wish.keep.filter((file) => SHELL.all.includes(file));
    event.waitUntil(Promise.allSettled(files.map((file) => keep([file]))));
  }
});
