import { describe, expect, it } from '@jest/globals';
import { IMAGE_TYPES, type ImageKind, imageKindOf, isImage } from './image-kind.js';

const KINDS = Object.keys(IMAGE_TYPES) as ImageKind[];
const kindsOf = (image: Buffer) => KINDS.filter((kind) => isImage(image, kind));
const latin = (text: string) => Buffer.from(text, 'latin1');

describe('isImage', () => {
  it.each([
    ['png', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['jpg', latin('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['webp', latin('RIFF\x24\0\0\0WEBPVP8 ')],
    ['gif', latin('GIF89a\x01\0\x01\0')],
    ['gif', latin('GIF87a\x01\0\x01\0')],
  ])('knows a %s by its first bytes', (kind, image) => {
    expect(kindsOf(image)).toEqual([kind]);
  });

  it.each([
    '',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'RIFF\x24\0\0\0WAVE',
    'GIF8',
    '\x89PNG',
  ])('takes %j for none', (text) => {
    expect(kindsOf(latin(text))).toEqual([]);
  });
});

describe('imageKindOf', () => {
  it.each([
    ['PNG', 'png'],
    ['jpeg', 'jpg'],
    ['JPG', 'jpg'],
    ['svg', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('takes the ending %j for %s', (extension, kind) => {
    expect(imageKindOf(extension)).toBe(kind);
  });
});
