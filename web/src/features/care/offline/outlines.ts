import type { Position } from 'geojson';
import type { Outlines } from './types';

export interface DrawnArea {
  code: string;
  name_th: string;
  name_en: string;
  path: string;
  /** Where its name stands. */
  x: number;
  y: number;
}
export interface Drawing {
  width: number;
  height: number;
  areas: DrawnArea[];
}

/** Outlines as an SVG drawing of this width: degrees become equal lengths at the map's own latitude. */
export function drawn(outlines: Outlines, width: number): Drawing {
  const rings = outlines.features.map(({ geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(),
  );
  const points = rings.flat(2);
  if (!points.length) return { width, height: 0, areas: [] };
  const [west, east] = extent(points, 0);
  const [south, north] = extent(points, 1);
  const squeeze = Math.cos(((south + north) / 2 / 180) * Math.PI);
  const scale = width / ((east - west) * squeeze);
  const at = ([x, y]: Position): [number, number] => [
    Math.round((x! - west) * squeeze * scale * 10) / 10,
    Math.round((north - y!) * scale * 10) / 10,
  ];
  return {
    width,
    height: Math.ceil((north - south) * scale),
    areas: outlines.features.map(({ properties }, i) => {
      const placed = rings[i]!.map((ring) => ring.map(at));
      const [left, right] = extent(placed.flat(), 0);
      const [top, bottom] = extent(placed.flat(), 1);
      return {
        ...properties,
        path: placed.map((ring) => `M${ring.map((one) => one.join(' ')).join('L')}Z`).join(''),
        x: (left + right) / 2,
        y: (top + bottom) / 2,
      };
    }),
  };
}

function extent(points: readonly Position[], axis: 0 | 1): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const point of points) {
    least = Math.min(least, point[axis]!);
    most = Math.max(most, point[axis]!);
  }
  return [least, most];
}
