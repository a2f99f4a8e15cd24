import { Body, Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { TakesImage } from '../../common/image-body.js';
import { Public } from '../../common/public.js';
import { UploadedAvatarDto } from './avatar.dto.js';
import { AvatarsService } from './avatars.service.js';
import { ApiImage, sendImage } from './send-image.js';

const CACHE = 'public, max-age=31536000, immutable';

@ApiTags('media')
@Public()
@Controller('api/v1/media/avatars')
export class AvatarsController {
  constructor(private readonly avatars: AvatarsService) {}

  /**
   * Takes the image for an address that `PUT /user/info` gave: of the kind announced there, at most 1 MiB. The
   * address itself is the permission.
   */
  @Put(':token')
  @TakesImage()
  @ApiOperation({ operationId: 'uploadAvatar' })
  @ApiProblems(400, 403, 413, 415, 503)
  async upload(@Param('token') token: string, @Body() image: unknown): Promise<UploadedAvatarDto> {
    return { avatar_url: await this.avatars.upload(token, image) };
  }

  /** Somebody's avatar, for everybody who has its address. Gone when it is replaced. */
  @Get(':user/:file')
  @ApiOperation({ operationId: 'getAvatar' })
  @ApiImage()
  @ApiProblems(404, 503)
  async get(
    @Param('user') userId: string,
    @Param('file') fileName: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { bytes, contentType, hash } = await this.avatars.getAvatar(userId, fileName);
    return sendImage({ bytes, contentType, tag: hash, cache: CACHE }, request, reply);
  }
}
