import { Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../common/api-problems.js';
import { TakesFile } from '../common/file-body.js';
import { Public } from '../common/public.js';
import { ApiFile, incomingFile } from './api-file.js';
import { AppFiles } from './app-files.service.js';
import { FileAddresses, nameOf } from './file-addresses.service.js';
import { UploadedFileDto } from './file.dto.js';
import { sendFile } from './send-file.js';

@ApiTags('files')
@Public()
@Controller('api/v1/media/files')
export class FileTransfersController {
  constructor(
    private readonly files: AppFiles,
    private readonly addresses: FileAddresses,
  ) {}

  /**
   * Takes a file for an address that `PUT /apps/{app_id}/data` gave. It takes the place of an older one when all
   * of it has come. The address itself is the permission.
   */
  @Put(':token')
  @TakesFile()
  @ApiOperation({ operationId: 'sendFile' })
  @ApiProblems(400, 403, 404, 409, 503)
  async send(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
  ): Promise<UploadedFileDto> {
    const { appId, path } = this.addresses.readUpload(token);
    const { size, hash } = await this.files.save(appId, path, incomingFile(request));
    return { size, e_tag: hash };
  }

  /** A file of an app, for everybody who has its address, as a download. */
  @Get(':token/:name')
  @ApiOperation({ operationId: 'fetchFile' })
  @ApiFile()
  @ApiProblems(403, 404, 503)
  async fetch(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { appId, path } = this.addresses.readDownload(token);
    const file = await this.files.getFile(appId, path);
    const read = this.files.read.bind(this.files, file);
    await sendFile({ ...file, name: nameOf(path) }, read, request, reply);
  }
}
