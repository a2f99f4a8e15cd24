import { Body, Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { TakesImage } from '../../common/image-body.js';
import { Public } from '../../common/public.js';
import { UploadedAvatarDto } from './avatar.dto.js';
import { AvatarsService } from './avatars.service.js';
import { IMAGE_TYPES } from './image-kind.js';

/** Nothing in an image may act, whatever it is taken for; pages of other origins may show it. */
const HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': `default-src 'none'; sandbox`,
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};
const IMAGE = { schema: { type: 'string', format: 'binary', example: 'the bytes of the image' } };

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
  @ApiResponse({
    status: 200,
    description: 'The image',
    content: Object.fromEntries(Object.values(IMAGE_TYPES).map((type) => [type, IMAGE])),
  })
  @ApiResponse({ status: 304, description: 'As If-None-Match has it' })
  @ApiProblems(404, 503)
  async get(
    @Param('user') userId: string,
    @Param('file') fileName: string,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { bytes, contentType, hash } = await this.avatars.getAvatar(userId, fileName);
    reply.headers({ ...HEADERS, etag: `"${hash}"` });
    if (headers['if-none-match']?.includes(`"${hash}"`) === true) {
      reply.status(304);
      return undefined;
    }
    reply.type(contentType);
    return bytes;
  }
}
