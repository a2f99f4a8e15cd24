import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import {
  InstallationDto,
  PreviewUpgradeDto,
  UpgradeAppDto,
  UpgradedAppDto,
  UpgradePreviewDto,
} from './installation.dto.js';
import { InstallationsService } from './installations.service.js';
import { UpgradesService } from './upgrades.service.js';

/** For the owners of copies. Uninstalling one is deleting the app. */
@ApiTags('store')
@Controller('api/v1/apps/:app_id')
export class AppUpgradesController {
  constructor(
    private readonly installations: InstallationsService,
    private readonly upgrades: UpgradesService,
  ) {}

  /** What the app is a copy of, in which version, and whether there is a newer one. */
  @Get('installation')
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'getInstallation' })
  @ApiProblems(401, 403, 404, 503)
  async get(
    @Param('app_id') appId: string,
    @CurrentUser() { userId }: Principal,
  ): Promise<InstallationDto> {
    const installation = await this.installations.getInstallation(appId);
    const newest = await this.installations.findNewest(installation, userId);
    return InstallationDto.from(installation, newest);
  }

  /** What an upgrade would add, change and remove, and where that goes against what was changed in the copy. */
  @Get('upgrade')
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'previewUpgrade' })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async preview(
    @Param('app_id') appId: string,
    @Query() { version }: PreviewUpgradeDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<UpgradePreviewDto> {
    return UpgradePreviewDto.from(await this.upgrades.preview(userId, appId, version));
  }

  /** Does what the preview told, all of it but what is kept, or nothing: 412 when the app was changed since. */
  @Post('upgrade')
  @HttpCode(200)
  @RequireAppPermission('Owner')
  @ApiOperation({ operationId: 'upgradeApp' })
  @ApiResponse({ status: 200, type: UpgradedAppDto })
  @ApiProblems(400, 401, 403, 404, 409, 412, 503)
  async upgrade(
    @Param('app_id') appId: string,
    @Body() { version, preview, keep }: UpgradeAppDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<UpgradedAppDto> {
    const wanted = { version, tag: preview, keep: keep ?? [] };
    return UpgradedAppDto.from(await this.upgrades.upgrade(userId, appId, wanted));
  }
}
