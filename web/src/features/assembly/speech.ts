import type { RaisedHand } from './types';

/** How much of a speech is left, or by how much it is over, as minutes and seconds. */
export function timeLeft(
  hand: Pick<RaisedHand, 'begun_at' | 'limit_seconds'>,
  now: number,
): { text: string; is_over: boolean } {
  // A clock that is behind the server's shows no more than the limit.
  const spoken = Math.max(0, Math.floor((now - (hand.begun_at ?? now)) / 1000));
  const left = hand.limit_seconds - spoken;
  return { text: minutes(Math.abs(left)), is_over: left < 0 };
}

export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
