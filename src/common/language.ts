import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional, Matches } from 'class-validator';

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

/** A language as BCP 47 writes it. Those that mean the same become the same: `en-us` is `en-US`, `iw` is `he`. */
export function IsLanguage(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => canonical(value)),
    Matches(LANGUAGE, { message: 'must be a language such as en or de-AT' }),
  );
}

export class LanguageDto {
  /** @example en */
  @IsOptional()
  @IsLanguage()
  language?: string;
}

/** What is no language is left as it is, to be refused. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'string' || !LANGUAGE.test(value)) return value;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch {
    return ''; // well-formed to the eye alone, such as en-a-b
  }
}
