import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import type { Place } from './neighbours';

export type Outlines = FeatureCollection<Polygon | MultiPolygon, { code: string }>;

function outerRings(feature: Feature<Polygon | MultiPolygon>): Position[][] {
  const { geometry } = feature;
  return geometry.type === 'Polygon'
    ? geometry.coordinates.slice(0, 1)
    : geometry.coordinates.map((polygon) => polygon[0]!);
}

/** The middle of an area's bounding box: good enough to walk the map by arrow keys. */
export function places(outlines: Outlines): Place[] {
  return outlines.features.map((feature) => {
    const [west, south, east, north] = bounds([feature]);
    return { code: feature.properties.code, x: (west + east) / 2, y: (south + north) / 2 };
  });
}

/** West, south, east, north. */
export function bounds(
  features: readonly Feature<Polygon | MultiPolygon>[],
): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const feature of features)
    for (const ring of outerRings(feature))
      for (const [x, y] of ring as [number, number][]) {
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
      }
  return box;
}
