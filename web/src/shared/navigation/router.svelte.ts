/** Where the page is. The address is the state: filters live in its query. */

const place = $state({ path: location.pathname, query: location.search });

export function path(): string {
  return place.path;
}

export function query(): URLSearchParams {
  return new URLSearchParams(place.query);
}

export function go(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  place.path = location.pathname;
  place.query = location.search;
  if (how === 'push') window.scrollTo(0, 0);
}

/** Links of our own change the address without loading the page again. */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement)) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
  if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

export function startRouter(): void {
  document.addEventListener('click', followLink);
  window.addEventListener('popstate', () => {
    place.path = location.pathname;
    place.query = location.search;
  });
}
