import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { type Principal, UnrestrictedUser } from '../../common/principal.js';
import { Config } from '../../config/config.js';
import { profileChangeOf } from './profile-change.js';
import { ProfileBitDto, ProfileDto, UpsertedProfileDto, UpsertProfileDto } from './profile.dto.js';
import type { Profile } from './profile.entity.js';
import { ProfilesService } from './profiles.service.js';

@ApiTags('profiles')
@Controller('api/v1/profile')
export class ProfilesController {
  private readonly hub: string;

  constructor(
    private readonly profiles: ProfilesService,
    config: Config,
  ) {
    this.hub = config.http.publicUrl;
  }

  /** The caller's editor profiles, oldest first. */
  @Get()
  @ApiOperation({ operationId: 'listProfiles' })
  @ApiProblems(401, 403, 503)
  async list(@UnrestrictedUser() { userId }: Principal): Promise<ProfileDto[]> {
    return (await this.profiles.listProfiles(userId)).map((profile) => this.told(profile));
  }

  /**
   * Changes one of the caller's editor profiles, or makes it: under the id in the path when that is free, else
   * under a new one, which the answer tells. Unlike in GET on the same path, `id` is that of a profile.
   */
  @Post(':id')
  @HttpCode(200)
  @ApiOperation({ operationId: 'upsertProfile' })
  @ApiResponse({ status: 200, type: UpsertedProfileDto })
  @ApiProblems(400, 401, 403, 409, 413, 503)
  async upsert(
    @Param('id') id: string,
    @Body() dto: UpsertProfileDto,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<UpsertedProfileDto> {
    const change = profileChangeOf(dto);
    const profile = this.told(await this.profiles.upsertProfile(userId, id, change));
    return { ...profile, profile, icon_upload_url: null, thumbnail_upload_url: null };
  }

  /** Removes one of the caller's editor profiles. */
  @Delete(':id')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeProfile' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('id') id: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<string> {
    await this.profiles.removeProfile(userId, id);
    return NULL;
  }

  /** The models of a profile: none, as this server keeps no register of models. */
  @Get(':id/bits')
  @ApiOperation({ operationId: 'listProfileBits' })
  @ApiResponse({ status: 200, schema: { type: 'array', items: { type: 'object' }, example: [] } })
  @ApiProblems(401, 403, 404, 503)
  async bits(
    @Param('id') id: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<object[]> {
    await this.profiles.getProfile(userId, id);
    return [];
  }

  /** Puts a model on the list of a profile, unless it is there already. */
  @Post('bits/add')
  @HttpCode(200)
  @ApiOperation({ operationId: 'addProfileBit' })
  @ApiResponse({ status: 200, type: ProfileDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async addBit(
    @Body() { bit_id: bitId, profile_id: id }: ProfileBitDto,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<ProfileDto> {
    const add = (bitIds: readonly string[]) => [...new Set([...bitIds, bitId])];
    return this.told(await this.profiles.changeBits(userId, id ?? undefined, add));
  }

  /** Takes a model off the list of a profile. */
  @Post('bits/remove')
  @HttpCode(200)
  @ApiOperation({ operationId: 'removeProfileBit' })
  @ApiResponse({ status: 200, type: ProfileDto })
  @ApiProblems(400, 401, 403, 404, 503)
  async removeBit(
    @Body() { bit_id: bitId, profile_id: id }: ProfileBitDto,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<ProfileDto> {
    const remove = (bitIds: readonly string[]) => bitIds.filter((other) => other !== bitId);
    return this.told(await this.profiles.changeBits(userId, id ?? undefined, remove));
  }

  private told(profile: Profile): ProfileDto {
    return ProfileDto.from(profile, this.hub);
  }
}
