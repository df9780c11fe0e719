/** Reads a code from a picture: what the phone itself can, or else a decoder that is fetched for it. */
export type ReadCode = (picture: ImageBitmap | HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

export async function codeReader(): Promise<ReadCode> {
  const maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  if (maker && (await maker.getSupportedFormats()).includes('qr_code')) {
    const detector = new maker({ formats: ['qr_code'] });
    return async (picture) => (await detector.detect(picture))[0]?.rawValue;
  }
  const { default: decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d', { willReadFrequently: true })!;
  return (picture) => {
    const [width, height] =
      picture instanceof HTMLVideoElement
        ? [picture.videoWidth, picture.videoHeight]
        : [picture.width, picture.height];
    // Larger pictures only cost time: a badge held to the camera fills most of it.
    const scale = Math.min(1, 960 / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    try {
      return Promise.resolve(
        decodeQR(drawing.getImageData(0, 0, canvas.width, canvas.height)) as string,
      );
    } catch {
      return Promise.resolve(undefined); // No code in this picture.
    }
  };
}
