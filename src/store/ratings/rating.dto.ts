import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { AppRating } from './app-rating.entity.js';

export class PutRatingDto {
  /**
   * Stars.
   * @example 5
   */
  @IsInt()
  @Min(1)
  @Max(5)
  rating: number;

  /** @example Does what it says. */
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  comment?: string | null;
}

export class RatingDto {
  /** Of the app that was in the store when it was rated.
   * @example 1
   */
  version: number;

  /** Null when their account is gone. */
  user_id: string | null;

  /** @example 5 */
  rating: number;

  /** @example Does what it says. */
  comment: string;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(rating: AppRating): RatingDto {
    return {
      version: rating.version,
      user_id: rating.userId,
      rating: rating.rating,
      comment: rating.comment,
      created_at: rating.createdAt.toISOString(),
      updated_at: rating.updatedAt.toISOString(),
    };
  }
}
