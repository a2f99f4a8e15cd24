import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Allow } from 'class-validator';

const ANY_JSON = [
  { type: 'object' },
  { type: 'array', items: {} },
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'null' },
];
const UNTOUCHED = Symbol('untouched');

/**
 * A field that takes whatever JSON can say. Validation does not walk it, however large it is; where that is to
 * be less, whoever takes it in checks it, and `schema` tells so.
 */
export function AnyJson(schema: ApiPropertyOptions = { anyOf: ANY_JSON }): PropertyDecorator {
  const remember: PropertyDecorator = (target, key) => {
    const known = (Reflect.getMetadata(UNTOUCHED, target) as string[] | undefined) ?? [];
    Reflect.defineMetadata(UNTOUCHED, [...known, String(key)], target);
  };
  return applyDecorators(Allow(), ApiProperty(schema), remember);
}

/** The names of a DTO's AnyJson fields. */
export function untouchedFields(dto: { prototype: object }): readonly string[] {
  return (Reflect.getMetadata(UNTOUCHED, dto.prototype) as string[] | undefined) ?? [];
}
