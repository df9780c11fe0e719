import { expect, it } from 'vitest';
import { timeLeft } from './speech';

it.each([
  [0, '3:00', false],
  [61_500, '1:59', false],
  [180_000, '0:00', false],
  [185_000, '0:05', true],
  [-9000, '3:00', false],
])(
  'after %i ms of three minutes a speech has %s left, or is over by it',
  (after, text, is_over) => {
    const hand = { begun_at: 1_000_000, limit_seconds: 180 };
    expect(timeLeft(hand, 1_000_000 + after)).toEqual({ text, is_over });
  },
);
