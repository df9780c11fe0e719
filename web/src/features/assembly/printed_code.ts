/** What is printed on a document, or in the address of its QR code: "40-" and letters of the hash, or these alone. */
export function readPrintedCode(
  text: string,
): { hash: string; province: string | undefined } | undefined {
  const plain = text.trim().toLowerCase().replace(/\s+/g, '');
  const match = /^(?:.*[?&]d=)?(?:(\d{2})-)?([0-9a-f]{12,64})$/.exec(plain);
  return match ? { hash: match[2]!, province: match[1] } : undefined;
}
