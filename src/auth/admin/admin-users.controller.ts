import { Body, Controller, Get, Param, Patch, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { linkNext } from '../../common/page.dto.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { UsersService } from '../../users/users.service.js';
import { AccountDto } from '../dto/account.dto.js';
import { AdminUsersService } from './admin-users.service.js';
import { AdministerUserDto, FindUsersDto } from './administer-user.dto.js';
import { RequirePlatformPermission } from './platform-permission.guard.js';

@ApiTags('admin')
@RequirePlatformPermission('Admin')
@Controller('api/v1/admin/users')
export class AdminUsersController {
  constructor(
    private readonly users: UsersService,
    private readonly administration: AdminUsersService,
  ) {}

  /** All accounts, by id; `query` keeps those whose e-mail, name or username begins so. */
  @Get()
  @ApiOperation({ operationId: 'listUsers' })
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() { limit = 50, cursor, offset = 0, query }: FindUsersDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountDto[]> {
    const users = await this.users.listUsers({ limit, after: cursor, offset, query });
    linkNext(request, reply, users, limit);
    return users.map(AccountDto.from);
  }

  /** Bans somebody, lets them in again, or changes what they may do on the platform. */
  @Patch(':id')
  @ApiOperation({ operationId: 'administerUser' })
  @ApiProblems(400, 401, 403, 404, 503)
  async update(
    @Param('id') id: string,
    @Body() dto: AdministerUserDto,
    @CurrentUser() { userId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<AccountDto> {
    return AccountDto.from(await this.administration.updateUser(userId, id, dto, origin));
  }
}
