import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import type { AppAccess } from '../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../access/app-permission.guard.js';
import { RoleAssignment } from './role-assignment.service.js';
import { PutRoleDto, RoleDto } from './role.dto.js';
import { RolesService } from './roles.service.js';

@ApiTags('roles')
@Controller('api/v1/apps/:app_id/roles')
export class RolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly assignment: RoleAssignment,
  ) {}

  /** The id of the role that those get who join, and all roles. Needs ReadRoles. */
  @Get()
  @RequireAppPermission('ReadRoles')
  @ApiOperation({ operationId: 'listRoles' })
  @ApiExtraModels(RoleDto)
  @ApiResponse({
    status: 200,
    schema: {
      type: 'array',
      minItems: 2,
      maxItems: 2,
      items: {
        anyOf: [
          { type: 'string' },
          { type: 'null' },
          { type: 'array', items: { $ref: getSchemaPath(RoleDto) } },
        ],
      },
      example: ['tz4a98xxat96iws9zmbrgj3a', []],
    },
  })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId }: AppAccess): Promise<[string | null, RoleDto[]]> {
    const { defaultRoleId, roles } = await this.roles.listRoles(appId);
    return [defaultRoleId, roles.map(RoleDto.from)];
  }

  /** Changes a role; an id that is not known makes a new role, whose id the answer tells. Needs Admin. */
  @Put(':role_id')
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'putRole' })
  @ApiResponse({ status: 200, type: RoleDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async put(
    @Param('role_id') id: string,
    @Body() { name, permissions, description, attributes }: PutRoleDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<RoleDto> {
    const fields = {
      name,
      permissions,
      ...(description === undefined ? {} : { description: description ?? '' }),
      ...(attributes === undefined ? {} : { attributes }),
    };
    return RoleDto.from(await this.roles.putRole(appId, id, fields));
  }

  /** Removes a role; its members and keys get the default one. Needs Admin. */
  @Delete(':role_id')
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeRole' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('role_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.roles.removeRole(appId, id);
    return NULL;
  }

  /** Makes a role the one that those get who join. It may hold neither Owner nor Admin. Needs Admin. */
  @Put(':role_id/default')
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'makeRoleDefault' })
  @ApiProblems(401, 403, 404, 503)
  async makeDefault(
    @Param('role_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.roles.makeDefault(appId, id);
    return NULL;
  }

  /**
   * Gives a member a role. The owner's role makes them the owner: only the owner can do that, and gets the
   * default role. Needs Admin.
   */
  @Post(':role_id/assign/:sub')
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'assignRole' })
  @ApiProblems(401, 403, 404, 409, 503)
  async assign(
    @Param('role_id') id: string,
    @Param('sub') userId: string,
    @CurrentAccess() access: AppAccess,
    @CurrentCaller() caller: Caller,
    @Origin() origin: RequestOrigin,
  ): Promise<string> {
    await this.assignment.assign(access, caller, id, userId, origin);
    return NULL;
  }
}
