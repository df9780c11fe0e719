import { sendPhoto } from './data';
import type { Store } from './store';

/** A photo taken here. Its bytes leave the phone when they are sent; that there is one stays to be seen. */
export interface KeptPhoto {
  id: string;
  case_id: number;
  taken_ms: number;
  size: number;
  sent_ms?: number;
}

export const photoPlace = (id: string) => `photo/${id}`;
export const photoBytesPlace = (id: string) => `photo-bytes/${id}`;

const side_max = 1600;
const quality = 0.8;

/** Made smaller, and drawn anew: where it was taken, and by what, does not come along. */
export async function madeSmall(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, side_max / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.round(picture.width * scale),
    Math.round(picture.height * scale),
  );
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Uint8Array(await small.arrayBuffer());
}

/** One after the other; one that does not go now goes the next time. */
export async function sendPhotos(store: Store, now_ms: number): Promise<void> {
  for (const photo of await store.all<KeptPhoto>('photo/')) {
    if (photo.sent_ms) continue;
    const bytes = await store.readBytes(photoBytesPlace(photo.id));
    if (bytes) await sendPhoto(photo.case_id, photo.id, bytes);
    await store.write(
      [[photoPlace(photo.id), { ...photo, sent_ms: now_ms }]],
      [photoBytesPlace(photo.id)],
    );
  }
}
