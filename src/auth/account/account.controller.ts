import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import type { UserChange } from '../../users/users.service.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { AccountDto } from '../dto/account.dto.js';
import { AccountService } from './account.service.js';
import { DeleteAccountDto, UpdateAccountDto } from './update-account.dto.js';

@ApiTags('user')
@Controller('api/v1/user')
export class AccountController {
  constructor(private readonly accounts: AccountService) {}

  /** The caller's own account. */
  @Get()
  @ApiOperation({ operationId: 'getAccount' })
  @ApiProblems(401, 503)
  async get(@CurrentUser() principal: Principal): Promise<AccountDto> {
    return AccountDto.from(await this.accounts.getAccount(principal));
  }

  /** Changes the caller's account. A new password ends all other sessions. */
  @Put()
  @ApiOperation({ operationId: 'updateAccount' })
  @ApiProblems(400, 401, 403, 409, 429, 503)
  async update(
    @Body() dto: UpdateAccountDto,
    @SignedInUser() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<AccountDto> {
    const password = dto.password && { current: null, ...dto.password };
    return AccountDto.from(
      await this.accounts.updateAccount(principal, changeOf(dto), password ?? null, origin),
    );
  }

  /**
   * Deletes the caller's account for good, with the apps that have no other members. 409 names the apps that
   * need another owner first.
   */
  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteAccount' })
  @ApiResponse({ status: 204 })
  @ApiProblems(400, 401, 403, 409, 429, 503)
  async delete(
    @Body() { password = null }: DeleteAccountDto,
    @SignedInUser() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.accounts.deleteAccount(principal, password, origin);
  }
}

function changeOf(dto: UpdateAccountDto): UserChange {
  const { name, username, description, avatar_url: avatarUrl } = dto;
  const change = { name, username, description, avatarUrl };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
