import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { AvatarsService } from '../../users/avatars/avatars.service.js';
import { imageKindOf } from '../../users/avatars/image-kind.js';
import type { UserChange } from '../../users/users.service.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { AccountService } from './account.service.js';
import { UpdateUserInfoDto, UserInfoDto, UserInfoUpdatedDto } from './user-info.dto.js';

/** The account once more, as the ecosystem's clients know it. */
@ApiTags('user')
@Controller('api/v1/user/info')
export class UserInfoController {
  constructor(
    private readonly accounts: AccountService,
    private readonly avatars: AvatarsService,
  ) {}

  /** The caller's own account, in the ecosystem's form. */
  @Get()
  @ApiOperation({ operationId: 'getUserInfo' })
  @ApiProblems(401, 503)
  async get(@CurrentUser() principal: Principal): Promise<UserInfoDto> {
    return UserInfoDto.from(await this.accounts.getAccount(principal));
  }

  /** Changes the caller's account, and answers where to send a new avatar when one is announced. */
  @Put()
  @ApiOperation({ operationId: 'updateUserInfo' })
  @ApiProblems(400, 401, 403, 503)
  async update(
    @Body() dto: UpdateUserInfoDto,
    @SignedInUser() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<UserInfoUpdatedDto> {
    await this.accounts.updateAccount(principal, changeOf(dto), null, origin);
    const kind = imageKindOf(dto.avatar_extension ?? '');
    return { signed_url: kind ? this.avatars.uploadUrl(principal.userId, kind) : null };
  }
}

function changeOf(dto: UpdateUserInfoDto): UserChange {
  const change = {
    name: dto.name === '' ? null : (dto.name ?? undefined),
    description: dto.description === '' ? null : (dto.description ?? undefined),
    acceptedTermsVersion: dto.accepted_terms_version ?? undefined,
    tutorialCompleted: dto.tutorial_completed ?? undefined,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
