import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { NOTICE_LINK } from '../../users/notifications/notifications.service.js';

@IgnoresUnknownFields()
export class CreateAppNotificationDto {
  /** A member of the app; the caller when left out. */
  @IsOptional()
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  target_user_sub?: string | null;

  /** @example Your report is ready */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  icon?: string | null;

  /**
   * Where a click leads: a path of the client or an https URL.
   * @example /use?id=your-app-id
   */
  @IsOptional()
  @MaxLength(2000)
  @Matches(NOTICE_LINK, { message: 'must be a path beginning with / or an https URL' })
  link?: string | null;
}

export class CreatedAppNotificationDto {
  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  id: string;
  success: true;
}
