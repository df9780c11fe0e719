/** Which version of the front end this page is, and whether a newer one is on the device. */

const service_worker = '/service_worker.js';
const look_again_ms = 3_600_000;
const on_its_way_ms = 5000;

let waiting = $state.raw<ServiceWorker | undefined>();
let is_outdated = $state(false);

/** A newer version is there; what a person is writing is not interrupted for it. */
export function hasNewerVersion(): boolean {
  return waiting !== undefined || is_outdated;
}

/** The newer version shows this page again. What was kept on the device stays. */
export function takeNewerVersion(): void {
  if (!waiting) location.reload();
  else handOver(waiting);
}

function handOver(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  });
  worker.postMessage({ take_over: true });
}

function follow(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // The first worker of a device replaces nothing.
    if (registration.waiting && navigator.serviceWorker.controller) waiting = registration.waiting;
  };
  look();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
}

/** True when a newer version waited and shows the page instead: nothing was written on this one yet. */
export async function beginWithNewest(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  if (!registration?.waiting || !navigator.serviceWorker.controller) return false;
  handOver(registration.waiting);
  return true;
}

/**
 * What a device's first page fetched before its worker ruled over it, and what was on its way then: the worker has seen
 * none of that.
 */
function tellWhatWasFetched(): void {
  const tell = () =>
    navigator.serviceWorker.controller?.postMessage({
      keep: performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname),
    });
  const begin = () => {
    tell();
    setTimeout(tell, on_its_way_ms);
  };
  if (navigator.serviceWorker.controller) begin();
  else navigator.serviceWorker.addEventListener('controllerchange', begin, { once: true });
}

/** Keeps the front end on the device. Browsers allow it over https and on the machine itself only. */
export async function keepOnDevice(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const had_worker = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (had_worker) is_outdated = true; // Another page of this device let the newer one take over.
  });
  try {
    const registration = await navigator.serviceWorker.register(service_worker);
    follow(registration);
    if (!had_worker) tellWhatWasFetched();
    let last_look = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || Date.now() - last_look < look_again_ms) return;
      last_look = Date.now();
      registration.update().catch(() => {});
    });
  } catch {
    // Without a line, or where the browser keeps nothing: the page works as before.
  }
}
