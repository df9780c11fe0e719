/** Of one click or one send: what is sent twice under it is written once. */
export function clientKey(): string {
  return crypto.randomUUID();
}
