import type { Paragraph } from './types';

export interface AuthoredPiece {
  text: string;
  /** That wrote these words; none: the drafters. */
  amendment: number | undefined;
}

/** A paragraph cut where another wrote; lengths are told in bytes of UTF-8. */
export function authoredPieces({
  text,
  authorship,
}: Pick<Paragraph, 'text' | 'authorship'>): AuthoredPiece[] {
  if (authorship.length === 0) return [{ text, amendment: undefined }];
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return authorship.map((part) => ({
    text: new TextDecoder().decode(bytes.subarray(at, (at += part.bytes))),
    amendment: part.amendment || undefined,
  }));
}
