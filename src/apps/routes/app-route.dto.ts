import { IsBoolean, IsIn, IsOptional, IsString, ValidateBy } from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import type { AppRoute } from './app-route.entity.js';
import { ROUTE_PATH_RULE, routePathOf } from './route-path.js';

const IsRoutePath = () =>
  ValidateBy({
    name: 'isRoutePath',
    validator: {
      validate: (path) => typeof path === 'string' && routePathOf(path) !== undefined,
      defaultMessage: () => ROUTE_PATH_RULE,
    },
  });

/** What a route leads to; clients of the ecosystem write `eventId`, others may write `event_id`. */
@IgnoresUnknownFields()
class RouteTargetDto {
  /** @example Event */
  @IsOptional()
  @IsIn(['Event'], { message: 'must be Event' })
  targetType?: 'Event' | null;

  /** @example pfh0haxfpzowht3oi213cqos */
  @IsOptional()
  @IsIdentifier()
  eventId?: string | null;

  /** @example pfh0haxfpzowht3oi213cqos */
  @IsOptional()
  @IsIdentifier()
  event_id?: string | null;

  /**
   * What is shown when no path is named; another route is it no longer.
   * @example false
   */
  @IsOptional()
  @IsBoolean()
  isDefault?: boolean | null;
}

export class ChangeRouteDto extends RouteTargetDto {
  /** @example /dashboard */
  @IsOptional()
  @IsRoutePath()
  path?: string | null;
}

export class NewRouteDto extends RouteTargetDto {
  /**
   * Left out: one of the server's.
   * @example tz4a98xxat96iws9zmbrgj3a
   */
  @IsOptional()
  @IsString()
  id?: string | null;

  /** @example /dashboard */
  @IsRoutePath()
  path: string;
}

export class RoutePathDto {
  /** @example /dashboard */
  @IsRoutePath()
  path: string;
}

export class AppRouteDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  app_id: string;

  /** @example /dashboard */
  path: string;

  /** @example Event */
  targetType: 'Event';

  /** @example pfh0haxfpzowht3oi213cqos */
  eventId: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  event_id: string;

  /** @example false */
  isDefault: boolean;

  /** @example false */
  is_default: boolean;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(route: AppRoute): AppRouteDto {
    return {
      id: route.id,
      app_id: route.appId,
      path: route.path,
      targetType: 'Event',
      eventId: route.eventId,
      event_id: route.eventId,
      isDefault: route.isDefault,
      is_default: route.isDefault,
      created_at: route.createdAt.toISOString(),
      updated_at: route.updatedAt.toISOString(),
    };
  }
}
