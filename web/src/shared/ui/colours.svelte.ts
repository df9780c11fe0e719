/** The tokens of app.css for what draws without CSS: charts and the map. */

const names = [
  'ink', 'paper', 'shade', 'quiet', 'line', 'edge', 'accent', 'warm',
  'map-1', 'map-2', 'map-3', 'map-4', 'map-5', 'chart-a', 'chart-b',
] as const; // prettier-ignore
export type Colours = Record<(typeof names)[number], string>;

function read(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Colours;
}

const scheme = window.matchMedia('(prefers-color-scheme: dark)');
let current = $state.raw<Colours | undefined>();
scheme.addEventListener('change', () => (current = read()));

export function colours(): Colours {
  return current ?? read();
}
