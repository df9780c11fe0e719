/**
 * Keys of the phone's store (ADR 36). What is kept is sealed by AES-GCM under a key that exists in memory only while
 * the store is open; on disk it is wrapped by another, made of the PIN and of a secret of this device that no script
 * can read out.
 */

const rounds = 600_000;

type Octets = Uint8Array<ArrayBuffer>;

/** What lies on the disk. `device_secret` is a key that the browser uses and does not give out. */
export interface WrappedKey {
  salt: Octets;
  iv: Octets;
  wrapped: Octets;
  device_secret: CryptoKey;
}
export interface Sealed {
  iv: Octets;
  bytes: Octets;
}

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

async function pinKey(pin: string, salt: Octets, device_secret: CryptoKey): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(pin),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  const stretched = await crypto.subtle.deriveBits(derivation, typed, 256);
  const mixed = await crypto.subtle.sign('HMAC', device_secret, stretched);
  return crypto.subtle.importKey('raw', mixed, 'AES-GCM', false, ['wrapKey', 'unwrapKey']);
}

/** A new store's key, open, and how it lies on the disk. */
export async function makeKey(pin: string): Promise<{ key: CryptoKey; wrapped: WrappedKey }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, [
    'encrypt',
    'decrypt',
  ]);
  const secret = { name: 'HMAC', hash: 'SHA-256' };
  const device_secret = (await crypto.subtle.generateKey(secret, false, ['sign'])) as CryptoKey;
  const [salt, iv] = [random(16), random(12)];
  const by = await pinKey(pin, salt, device_secret);
  const wrapped = await crypto.subtle.wrapKey('raw', key, by, { name: 'AES-GCM', iv });
  const lying = { salt, iv, wrapped: new Uint8Array(wrapped), device_secret };
  return { key: (await openKey(pin, lying))!, wrapped: lying };
}

/** Nothing when the PIN is wrong. */
export async function openKey(pin: string, lying: WrappedKey): Promise<CryptoKey | undefined> {
  const by = await pinKey(pin, lying.salt, lying.device_secret);
  try {
    return await crypto.subtle.unwrapKey(
      'raw', lying.wrapped, by, { name: 'AES-GCM', iv: lying.iv }, 'AES-GCM', false,
      ['encrypt', 'decrypt'],
    ); // prettier-ignore
  } catch {
    return undefined;
  }
}

/** `place` is bound to what is sealed: moved elsewhere it does not open. */
export async function seal(key: CryptoKey, place: string, plain: Octets): Promise<Sealed> {
  const iv = random(12);
  const additionalData = new TextEncoder().encode(place);
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
  return { iv, bytes: new Uint8Array(bytes) };
}

export async function unseal(key: CryptoKey, place: string, sealed: Sealed): Promise<Octets> {
  const additionalData = new TextEncoder().encode(place);
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: sealed.iv, additionalData }, key, sealed.bytes,
  ); // prettier-ignore
  return new Uint8Array(plain);
}
