export type Direction = 'left' | 'right' | 'up' | 'down';
export interface Place {
  code: string;
  x: number;
  y: number; ///< Grows to the north.
}

/**
 * Where an arrow key leads from a place on the map: the nearest one in that direction, those off the
 * straight line counting as further away; undefined at the edge.
 */
export function neighbour(
  places: readonly Place[],
  from: string,
  direction: Direction,
): string | undefined {
  const start = places.find((place) => place.code === from);
  if (!start) return places[0]?.code;
  let best: string | undefined;
  let best_cost = Infinity;
  for (const place of places) {
    const right = place.x - start.x;
    const up = place.y - start.y;
    const [along, across] = {
      left: [-right, up],
      right: [right, up],
      up: [up, right],
      down: [-up, right],
    }[direction] as [number, number];
    if (place.code === from || along <= 0 || Math.abs(across) > 2 * along) continue;
    const cost = along + 2 * Math.abs(across);
    if (cost < best_cost) {
      best = place.code;
      best_cost = cost;
    }
  }
  return best;
}
