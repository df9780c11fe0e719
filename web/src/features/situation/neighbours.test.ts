import { expect, it } from 'vitest';
import { neighbour, type Place } from './neighbours';

const places: Place[] = [
  { code: 'middle', x: 0, y: 0 },
  { code: 'east', x: 2, y: 0.2 },
  { code: 'far east', x: 5, y: 0 },
  { code: 'north', x: 0.5, y: 2 },
  { code: 'north-east', x: 1.9, y: 2 },
];

it('an arrow key leads to the nearest place in its direction', () => {
  expect(neighbour(places, 'middle', 'right')).toBe('east');
  expect(neighbour(places, 'east', 'right')).toBe('far east');
  expect(neighbour(places, 'middle', 'up')).toBe('north');
  expect(neighbour(places, 'north', 'down')).toBe('middle');
});

it('there is nothing beyond the edge', () => {
  expect(neighbour(places, 'middle', 'left')).toBeUndefined();
  expect(neighbour(places, 'middle', 'down')).toBeUndefined();
});

it('from nowhere the first key press reaches the first place', () => {
  expect(neighbour(places, '', 'up')).toBe('middle');
});
