import { IsOptional, Matches } from 'class-validator';

const VERSION = /^\d{1,9}[._]\d{1,9}[._]\d{1,9}$/;

/** Which frozen state to answer. */
export class VersionDto {
  /**
   * A version; the newest when left out.
   * @example 0.0.2
   */
  @IsOptional()
  @Matches(VERSION, { message: 'must be a version such as 1.0.2 or 1_0_2' })
  version?: string;
}

/** The parts of `1_0_2`, as the ecosystem writes it in queries, or `1.0.2`. */
export function versionOf(text: string): [major: number, minor: number, patch: number] {
  return text.split(/[._]/).map(Number) as [number, number, number];
}
