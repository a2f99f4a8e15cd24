import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { AnyJson } from './any-json.js';
import { InvalidError, NotFoundError } from './errors.js';
import { IgnoresUnknownFields } from './unknown-fields.js';
import { validationPipe } from './validation.js';

class PartDto {
  @IsString()
  name: string;
}

class StrictDto {
  @IsOptional()
  @IsString()
  text?: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartDto)
  parts?: PartDto[];

  @AnyJson()
  anything?: unknown;
}

@IgnoresUnknownFields()
class LenientDto extends StrictDto {}

class InheritingDto extends LenientDto {
  @IsOptional()
  @IsInt()
  more?: number;
}

const pipe = validationPipe();
const check = (dto: new () => object, value: unknown) =>
  pipe.transform(value, { type: 'body', metatype: dto }) as Promise<object>;
const refusal = async (dto: new () => object, value: unknown) => {
  const error = await check(dto, value).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidError);
  return error as InvalidError;
};

/** Names that every object has by nature, as own members of a JSON text. */
const NATURAL = ['toString', 'hasOwnProperty', 'constructor', 'valueOf', '__defineGetter__'];
const natural = (rest: object) =>
  JSON.parse(
    JSON.stringify({ ...rest, ...Object.fromEntries(NATURAL.map((name) => [name, 'x'])) }),
  ) as object;
const ownNames = (value: object) => Object.keys(value).toSorted();

describe('a DTO', () => {
  it('refuses fields it does not have, and in what it holds too', async () => {
    const { errors } = await refusal(StrictDto, { other: 1, parts: [{ name: 'a', other: 1 }] });
    expect(errors).toEqual([
      { path: 'other', message: 'is no field of this request' },
      { path: 'parts.0.other', message: 'is no field of this request' },
    ]);
    expect((await refusal(StrictDto, natural({}))).errors?.map(({ path }) => path)).toEqual(
      NATURAL,
    );
  });

  it('refuses a list in its place', async () => {
    for (const dto of [StrictDto, LenientDto])
      expect((await refusal(dto, [{ text: 'x' }])).message).toContain('must be a JSON object');
  });

  it.each(['a\0b', 'a\ud800b', '\udc00'])(
    'refuses %j, which Postgres can not hold',
    async (text) => {
      expect((await refusal(StrictDto, { text })).errors?.[0]?.path).toBe('text');
      const nested = await refusal(LenientDto, { parts: [{ name: 'fine' }, { name: text }] });
      expect(nested.errors?.[0]?.path).toBe('parts.1.name');
    },
  );

  it('takes whole characters of two units', async () => {
    expect(await check(StrictDto, { text: '🙂' })).toEqual({ text: '🙂' });
  });

  it('refuses more values than can be checked in no time, but for AnyJson fields', async () => {
    const many = Array.from({ length: 20_000 }, () => ({ name: 'x' }));
    expect((await refusal(LenientDto, { parts: many })).message).toContain('2000 values');
    expect(await check(LenientDto, { anything: many })).toEqual({ anything: many });
  });
});

describe('a DTO that ignores unknown fields', () => {
  it('leaves them out, and in what it holds too', async () => {
    const dto = await check(LenientDto, { text: 'a', other: 1, parts: [{ name: 'b', other: 1 }] });
    expect(dto).toBeInstanceOf(LenientDto);
    expect(dto).toEqual({ text: 'a', parts: [{ name: 'b' }] });
  });

  it('still checks those it has', async () => {
    const { errors } = await refusal(LenientDto, { text: 5, parts: [{ name: 5 }], other: 1 });
    expect(errors?.map(({ path }) => path)).toEqual(['text', 'parts.0.name']);
  });

  it('lets no natural name of objects in, at any depth', async () => {
    const dto = (await check(
      LenientDto,
      natural({ text: 'a', parts: [natural({ name: 'b' })] }),
    )) as LenientDto;
    expect(ownNames(dto)).toEqual(['parts', 'text']);
    expect(ownNames(dto.parts![0]!)).toEqual(['name']);
    expect(dto.constructor).toBe(LenientDto);
  });

  it('lets no prototype in', async () => {
    const hostile = JSON.parse('{"text":"a","__proto__":{"admin":true}}') as object;
    const dto = (await check(LenientDto, hostile)) as { admin?: unknown };
    expect(dto.admin).toBeUndefined();
    expect(Object.getPrototypeOf(dto)).toBe(LenientDto.prototype);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('keeps an AnyJson field as it is, unknown names and all', async () => {
    const anything = natural({ deep: { deeper: [1] } });
    expect(await check(LenientDto, { anything })).toEqual({ anything });
  });

  it('still refuses more fields than any request has', async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, 1]));
    expect((await refusal(LenientDto, many)).message).toContain('200 fields');
  });

  it('passes that on to its subclasses and to nobody else', async () => {
    expect(await check(InheritingDto, { more: 1, other: 1 })).toEqual({ more: 1 });
    await refusal(StrictDto, { other: 1 });
  });
});

describe('a parameter of the path', () => {
  it('leads nowhere when Postgres could not hold it', async () => {
    const transform = pipe.transform('a\0b', { type: 'param', metatype: String, data: 'id' });
    await expect(transform).rejects.toBeInstanceOf(NotFoundError);
  });
});
