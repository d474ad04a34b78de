import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';

/** Pixels for each side of a code: enough for its smallest square. */
const SIDE = 900;

/** What a QR code on the page says, as a camera would read it from its picture. */
export async function readCode(code: Locator): Promise<readonly number[]> {
  const source = await code.getAttribute('src');
  const pixels: string = await code.page().evaluate(`(async () => {
    const image = new Image();
    image.src = ${JSON.stringify(source)};
    await image.decode();
    const context = new OffscreenCanvas(${SIDE}, ${SIDE}).getContext('2d');
    context.drawImage(image, 0, 0, ${SIDE}, ${SIDE});
    const { data } = context.getImageData(0, 0, ${SIDE}, ${SIDE});
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.split(',')[1]);
      reader.readAsDataURL(new Blob([data]));
    });
  })()`);
  const found = jsqr.default(Uint8ClampedArray.from(Buffer.from(pixels, 'base64')), SIDE, SIDE);
  return found?.binaryData ?? [];
}
