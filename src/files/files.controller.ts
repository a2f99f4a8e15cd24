import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { ApiProblems } from '../common/api-problems.js';
import { InvalidError } from '../common/errors.js';
import { AnswersNull, NULL } from '../common/null-answer.js';
import { AppFiles } from './app-files.service.js';
import { FileAddresses } from './file-addresses.service.js';
import { readFilePath, type ReadPath, readFolderPath } from './file-path.js';
import { FileAddressDto, ListedFileDto, ListFilesDto, PrefixesDto } from './file.dto.js';

@ApiTags('files')
@Controller('api/v1/apps/:app_id/data')
export class FilesController {
  constructor(
    private readonly files: AppFiles,
    private readonly addresses: FileAddresses,
  ) {}

  /** What is directly in a folder of the app: folders, with the size of all they hold, and files. */
  @Post('list')
  @HttpCode(200)
  @RequireAppPermission('ReadFiles')
  @ApiOperation({ operationId: 'listFiles' })
  @ApiResponse({ status: 200, type: [ListedFileDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Body() { prefix }: ListFilesDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<ListedFileDto[]> {
    const folder = readable(readFolderPath(prefix ?? '', appId), 'prefix');
    const rows = await this.files.listFolder(appId, folder);
    return rows.map((row) => ListedFileDto.from(appId, folder, row));
  }

  /** Addresses to send files to, each with one PUT whose body is the file, within an hour. */
  @Put()
  @RequireAppPermission('WriteFiles')
  @ApiOperation({ operationId: 'uploadFiles' })
  @ApiResponse({ status: 200, type: [FileAddressDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  upload(
    @Body() { prefixes }: PrefixesDto,
    @CurrentAccess() { appId }: AppAccess,
  ): FileAddressDto[] {
    return prefixes.map((prefix) => {
      const read = readFilePath(prefix, appId);
      if ('fault' in read) return { prefix, error: `The path ${read.fault}` };
      return { prefix, url: this.addresses.uploadUrl({ appId, path: read.path }) };
    });
  }

  /** Addresses to fetch files from, within an hour. One query. */
  @Post('download')
  @HttpCode(200)
  @RequireAppPermission('ReadFiles')
  @ApiOperation({ operationId: 'downloadFiles' })
  @ApiResponse({ status: 200, type: [FileAddressDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async download(
    @Body() { prefixes }: PrefixesDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<FileAddressDto[]> {
    const read = prefixes.map((prefix) => ({ prefix, ...readFilePath(prefix, appId) }));
    const paths = read.flatMap((one) => ('path' in one ? [one.path] : []));
    const there = await this.files.findPaths(appId, paths);
    return read.map((one) => {
      const { prefix } = one;
      if ('fault' in one) return { prefix, error: `The path ${one.fault}` };
      if (!there.has(one.path)) return { prefix, error: 'There is no such file' };
      return { prefix, url: this.addresses.downloadUrl({ appId, path: one.path }) };
    });
  }

  /** Deletes files, and folders with all they hold. What is not there is no error; one bad path refuses all. */
  @Delete()
  @RequireAppPermission('WriteFiles')
  @AnswersNull()
  @ApiOperation({ operationId: 'deleteFiles' })
  @ApiProblems(400, 401, 403, 404, 503)
  async delete(
    @Body() { prefixes }: PrefixesDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    const paths = prefixes.map((prefix, index) =>
      readable(readFilePath(prefix.replace(/\/$/, ''), appId), `prefixes.${index}`),
    );
    await this.files.removeFiles(appId, paths);
    return NULL;
  }
}

function readable(read: ReadPath, path: string): string {
  if ('path' in read) return read.path;
  throw new InvalidError(`The request is not as it must be: see ${path}`, [
    { path, message: read.fault },
  ]);
}
