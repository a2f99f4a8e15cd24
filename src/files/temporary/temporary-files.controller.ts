import { Controller, Delete, Get, HttpCode, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { TakesFile } from '../../common/file-body.js';
import { type Principal, UnrestrictedUser } from '../../common/principal.js';
import { Public } from '../../common/public.js';
import { Config } from '../../config/config.js';
import { ApiFile, incomingFile } from '../api-file.js';
import { UploadedFileDto } from '../file.dto.js';
import { sendFile } from '../send-file.js';
import { nameOfNew, NewTemporaryFileDto, TemporaryFileDto } from './temporary-file.dto.js';
import { TemporaryFiles } from './temporary-files.service.js';

@ApiTags('files')
@Controller('api/v1')
export class TemporaryFilesController {
  constructor(
    private readonly files: TemporaryFiles,
    private readonly config: Config,
  ) {}

  /** Addresses for a file that is handed over to something else and gone a day later. */
  @Get('tmp')
  @ApiOperation({ operationId: 'newTemporaryFile' })
  @ApiProblems(400, 401, 403, 503)
  make(
    @Query() query: NewTemporaryFileDto,
    @UnrestrictedUser() { userId }: Principal,
  ): TemporaryFileDto {
    const addresses = this.files.addressesFor(userId, nameOfNew(query));
    return TemporaryFileDto.from(addresses, this.config.limits.fileBytes);
  }

  /** Takes the file for an address that `GET /tmp` gave. The address itself is the permission. */
  @Put('media/temporary/:token')
  @Public()
  @TakesFile()
  @ApiOperation({ operationId: 'sendTemporaryFile' })
  @ApiProblems(400, 403, 503)
  async send(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
  ): Promise<UploadedFileDto> {
    const { size, hash } = await this.files.save(token, incomingFile(request));
    return { size, e_tag: hash };
  }

  /** The file, for everybody who has its address, as a download. */
  @Get('media/temporary/:token/:name')
  @Public()
  @ApiOperation({ operationId: 'fetchTemporaryFile' })
  @ApiFile()
  @ApiProblems(403, 404, 503)
  async fetch(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.getFile(token);
    await sendFile(file, this.files.read.bind(this.files, file), request, reply);
  }

  /** Removes the file before its time. */
  @Delete('media/temporary/:token/:name')
  @Public()
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeTemporaryFile' })
  @ApiResponse({ status: 204 })
  @ApiProblems(403, 404, 503)
  async remove(@Param('token') token: string): Promise<void> {
    await this.files.removeFile(token);
  }
}
