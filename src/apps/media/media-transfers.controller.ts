import { Body, Controller, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { TakesImage } from '../../common/image-body.js';
import { Public } from '../../common/public.js';
import { ApiImage, sendImage } from '../../users/avatars/send-image.js';
import { SignatureDto, UploadedMediaDto } from './app-media.dto.js';
import { AppMediaService } from './app-media.service.js';
import { MEDIA_PATH, MediaAddresses } from './media-addresses.service.js';

@ApiTags('media')
@Public()
@Controller(MEDIA_PATH)
export class MediaTransfersController {
  constructor(
    private readonly media: AppMediaService,
    private readonly addresses: MediaAddresses,
  ) {}

  /**
   * Takes the picture for an address that `PUT /apps/{app_id}/meta/media` gave: of the kind announced there, at
   * most 1 MiB. The address itself is the permission.
   */
  @Put(':token')
  @TakesImage()
  @ApiOperation({ operationId: 'sendAppMedia' })
  @ApiProblems(400, 403, 404, 409, 413, 415, 503)
  async send(@Param('token') token: string, @Body() image: unknown): Promise<UploadedMediaDto> {
    const { appId, file } = await this.media.upload(token, image);
    return { url: this.addresses.of(appId)(file) };
  }

  /** A picture of an app: for everybody when the app is in the store, else for who has a signed address. */
  @Get(':app_id/:file')
  @ApiOperation({ operationId: 'getAppMedia' })
  @ApiImage()
  @ApiProblems(400, 404, 503)
  async get(
    @Param('app_id') appId: string,
    @Param('file') file: string,
    @Query() { signature }: SignatureDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { isPublic, ...image } = await this.media.getPicture(appId, file, signature);
    const cache = isPublic ? 'public, max-age=86400' : 'private, max-age=86400';
    return sendImage({ ...image, tag: image.id, cache }, request, reply);
  }
}
