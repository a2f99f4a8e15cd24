import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type AppAccess } from '../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../access/app-permission.guard.js';
import { AppRouteDto, ChangeRouteDto, NewRouteDto, RoutePathDto } from './app-route.dto.js';
import { AppRoutesService, requireEvent } from './app-routes.service.js';
import { routePathOf } from './route-path.js';

/** Who may start the pages of an app may know where they are. */
const RequireVisitor = () => RequireAppPermission(['ExecuteEvents', 'ListEvents']);

@ApiTags('routes')
@Controller('api/v1/apps/:app_id/routes')
export class AppRoutesController {
  constructor(private readonly routes: AppRoutesService) {}

  /** The pages of an app: which event is behind which path. Needs ExecuteEvents or ListEvents. */
  @Get()
  @RequireVisitor()
  @ApiOperation({ operationId: 'listRoutes' })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId }: AppAccess): Promise<AppRouteDto[]> {
    return (await this.routes.listRoutes(appId)).map(AppRouteDto.from);
  }

  /** The page at a path; 404 when there is none. */
  @Get('by-path')
  @RequireVisitor()
  @ApiOperation({ operationId: 'getRouteByPath' })
  @ApiProblems(400, 401, 403, 404, 503)
  async byPath(
    @Query() { path }: RoutePathDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<AppRouteDto> {
    return AppRouteDto.from(await this.routes.getByPath(appId, routePathOf(path)!));
  }

  /** The page that is shown when no path is named; 404 when there is none. */
  @Get('default')
  @RequireVisitor()
  @ApiOperation({ operationId: 'getDefaultRoute' })
  @ApiProblems(401, 403, 404, 503)
  async default(@CurrentAccess() { appId }: AppAccess): Promise<AppRouteDto> {
    return AppRouteDto.from(await this.routes.getDefault(appId));
  }

  /** Gives an event a path. Needs WriteRoutes. */
  @Post()
  @RequireAppPermission('WriteRoutes')
  @ApiOperation({ operationId: 'createRoute' })
  @ApiResponse({ status: 201, type: AppRouteDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async create(
    @Body() dto: NewRouteDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<AppRouteDto> {
    const route = await this.routes.createRoute(appId, dto.id ?? 'new', {
      path: routePathOf(dto.path)!,
      eventId: requireEvent(dto.eventId ?? dto.event_id),
      isDefault: dto.isDefault ?? false,
    });
    return AppRouteDto.from(route);
  }

  /** Leads a path to another event, gives it another name, or makes it the default. Needs WriteRoutes. */
  @Put(':route_id')
  @RequireAppPermission('WriteRoutes')
  @ApiOperation({ operationId: 'changeRoute' })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async change(
    @Param('route_id') id: string,
    @Body() dto: ChangeRouteDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<AppRouteDto> {
    const eventId = dto.eventId ?? dto.event_id;
    const route = await this.routes.changeRoute(appId, id, {
      ...(eventId == null ? {} : { eventId }),
      ...(dto.path == null ? {} : { path: routePathOf(dto.path)! }),
      ...(dto.isDefault == null ? {} : { isDefault: dto.isDefault }),
    });
    return AppRouteDto.from(route);
  }

  /** Takes a path away; the event stays. Needs WriteRoutes. */
  @Delete(':route_id')
  @RequireAppPermission('WriteRoutes')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeRoute' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('route_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.routes.removeRoute(appId, id);
    return NULL;
  }
}
