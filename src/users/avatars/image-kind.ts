/** Kinds of images that can be avatars. Not SVG: it is a program. */
export const IMAGE_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
} as const;

export type ImageKind = keyof typeof IMAGE_TYPES;

const begins = (image: Buffer, text: string, at = 0) =>
  image.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));

const BEGINNINGS: Readonly<Record<ImageKind, (image: Buffer) => boolean>> = {
  png: (image) => begins(image, '\x89PNG\r\n\x1a\n'),
  jpg: (image) => begins(image, '\xff\xd8\xff'),
  webp: (image) => begins(image, 'RIFF') && begins(image, 'WEBP', 8),
  gif: (image) => begins(image, 'GIF87a') || begins(image, 'GIF89a'),
};

export function isImage(image: Buffer, kind: ImageKind): boolean {
  return BEGINNINGS[kind](image);
}

/** Of the ending of a file's name, whatever its case; undefined for other ones. */
export function imageKindOf(extension: string): ImageKind | undefined {
  const kind = extension.toLowerCase().replace('jpeg', 'jpg');
  return Object.hasOwn(IMAGE_TYPES, kind) ? (kind as ImageKind) : undefined;
}
