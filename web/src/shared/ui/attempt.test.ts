import { expect, test } from 'vitest';
import { Attempt } from './attempt.svelte';

test('a second click while the first is under way does nothing', async () => {
  const attempt = new Attempt();
  let done = 0;
  let finish = () => {};
  const action = () => new Promise<void>((resolve) => ((finish = resolve), done++));
  const first = attempt.run(action);
  expect(await attempt.run(action)).toBe(false);
  finish();
  expect(await first).toBe(true);
  expect(done).toBe(1);
  expect(await attempt.run(() => Promise.reject(new Error('gone')))).toBe(false);
  expect(attempt.problem).toBeDefined();
  expect(attempt.busy).toBe(false);
});
