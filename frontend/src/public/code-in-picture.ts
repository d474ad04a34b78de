import jsQR from 'jsqr';

/** Longest side at which a picture is looked at: larger ones take seconds on a phone. Units: pixels. */
const SIDE_MAX = 1_600;

/** The bytes of the QR code in a picture; undefined when there is none. */
export function codeInPicture(picture: ImageData | undefined): Uint8Array | undefined {
  const found = picture && jsQR(picture.data, picture.width, picture.height);
  return found ? Uint8Array.from(found.binaryData) : undefined;
}

/** The pixels of a picture that a person chose; undefined when it is none. */
export async function pictureOfFile(file: File): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}
