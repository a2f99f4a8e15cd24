import { IsOptional, Matches } from 'class-validator';

/** A language as BCP 47 writes it. */
export const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;
export const LANGUAGE_MESSAGE = 'must be a language such as en or de-AT';

export class LanguageDto {
  /** @example en */
  @IsOptional()
  @Matches(LANGUAGE, { message: LANGUAGE_MESSAGE })
  language?: string;
}
