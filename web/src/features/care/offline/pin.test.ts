import { expect, it } from 'vitest';
import { isSpent, isWeakPin, tries_max, waitMs } from './pin';
import { makeKey, openKey, seal, unseal } from './sealing';

const bytes = (text: string) => new TextEncoder().encode(text);

it('three tries are free, then each waits longer, and after ten the store is emptied', () => {
  const waits = Array.from({ length: tries_max }, (_, failed) => waitMs({ failed, last_ms: 0 }, 0));
  expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
  expect(waits[3]).toBe(30_000);
  expect(waits.slice(3)).toEqual(waits.slice(3).toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBe(3_600_000);
  expect(isSpent({ failed: tries_max - 1, last_ms: 0 })).toBe(false);
  expect(isSpent({ failed: tries_max, last_ms: 0 })).toBe(true);
});

it('a wait passes with the clock, and begins anew when the clock was set back', () => {
  expect(waitMs({ failed: 3, last_ms: 1000 }, 11_000)).toBe(20_000);
  expect(waitMs({ failed: 3, last_ms: 1000 }, 90_000)).toBe(0);
  expect(waitMs({ failed: 3, last_ms: 90_000 }, 1000)).toBe(30_000);
});

it.each(['12345', '123456', '987654', '111111', 'abcdef', ''])('%s is no PIN', (pin) => {
  expect(isWeakPin(pin)).toBe(true);
});
it.each(['203948', '112233', '135790'])('%s is one', (pin) => {
  expect(isWeakPin(pin)).toBe(false);
});

it('what is sealed opens with the PIN, and with no other', async () => {
  const { key, wrapped } = await makeKey('203948');
  const sealed = await seal(key, 'case/7', bytes('มะลิ'));
  expect(new TextDecoder().decode(sealed.bytes)).not.toContain('มะลิ');
  const again = await openKey('203948', wrapped);
  expect(new TextDecoder().decode(await unseal(again!, 'case/7', sealed))).toBe('มะลิ');
  expect(await openKey('203949', wrapped)).toBeUndefined();
});

it('without the device’s secret the PIN opens nothing, and no script reads a key out', async () => {
  const { key, wrapped } = await makeKey('203948');
  const elsewhere = (await makeKey('203948')).wrapped.device_secret;
  expect(await openKey('203948', { ...wrapped, device_secret: elsewhere })).toBeUndefined();
  for (const one of [key, wrapped.device_secret])
    await expect(crypto.subtle.exportKey('raw', one)).rejects.toThrow();
});

it('what is sealed for one place does not open in another, nor when a bit was changed', async () => {
  const { key } = await makeKey('203948');
  const sealed = await seal(key, 'case/7', bytes('มะลิ'));
  await expect(unseal(key, 'case/8', sealed)).rejects.toThrow();
  sealed.bytes[0]! ^= 1;
  await expect(unseal(key, 'case/7', sealed)).rejects.toThrow();
});
