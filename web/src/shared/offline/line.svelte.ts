/** Whether the server can be reached. What a request found out counts; what the device believes is a hint. */

const try_again_ms = 10_000;

let is_cut_off = $state(false);

export function isCutOff(): boolean {
  return is_cut_off;
}

export function lineAnswered(): void {
  is_cut_off = false;
}

export function lineFailed(): void {
  is_cut_off = true;
}

async function look(): Promise<void> {
  try {
    await fetch('/healthz', { method: 'HEAD', cache: 'no-store' });
    lineAnswered();
  } catch {
    lineFailed();
  }
}

/** While there is no line it is tried again by itself. */
export function watchLine(): void {
  window.addEventListener('offline', lineFailed);
  window.addEventListener('online', () => void look());
  setInterval(() => {
    if (is_cut_off && !document.hidden) void look();
  }, try_again_ms);
}
