import { expect, it } from 'vitest';
import { drawn } from './outlines';
import type { Outlines } from './types';

const square = (code: string, x: number, y: number): Outlines['features'][number] => ({
  type: 'Feature',
  properties: { code, name_th: code, name_en: code },
  geometry: { type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]] },
}); // prettier-ignore

it('outlines fill the width, north is up, and a name stands in the middle of its area', () => {
  const { width, height, areas } = drawn(
    { type: 'FeatureCollection', features: [square('a', 100, 0), square('b', 101, 1)] },
    320,
  );
  expect(width).toBe(320);
  expect(height).toBeCloseTo(320, -1); // Near the equator a degree is as long either way.
  expect(areas[0]!.x).toBeCloseTo(80, 0);
  expect(areas[0]!.y).toBeGreaterThan(areas[1]!.y);
  expect(areas[1]!.path).toMatch(/^M160 160\.?\d*L/);
});

it('without outlines there is no drawing', () => {
  expect(drawn({ type: 'FeatureCollection', features: [] }, 320).areas).toEqual([]);
});
