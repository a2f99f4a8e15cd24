import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InvalidError } from '../../common/errors.js';
import { Config } from '../../config/config.js';

const USED = `SELECT ((SELECT COALESCE(sum(bytes + frozen_bytes), 0) FROM boards WHERE app_id = $1)
  + (SELECT COALESCE(sum(bytes), 0) FROM templates WHERE app_id = $1)
  + (SELECT COALESCE(sum(size), 0) FROM file_contents WHERE app_id = $1)
  + (SELECT COALESCE(sum(length(bytes)), 0) FROM app_media WHERE app_id = $1)
  + (SELECT COALESCE(sum(bytes), 0) FROM publications WHERE app_id = $1))::float8 AS used`;

/** How much is stored of an app: boards, their versions, templates, files, pictures and publications, together. */
@Injectable()
export class AppRoom {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  /**
   * One query, whatever the app holds. Throws InvalidError when the app has no room for `bytes` more. Only who
   * holds the lock of the app is told for certain; others that come at once may each be given the same room.
   */
  async assertFor(appId: string, bytes: number, manager = this.dataSource.manager): Promise<void> {
    const [{ used }] = await manager.query<[{ used: number }]>(USED, [appId]);
    const { appBytes } = this.config.limits;
    if (used + bytes <= appBytes) return;
    throw new InvalidError(
      `An app may take ${appBytes} bytes; this one takes ${used} and would take ${used + bytes}. ` +
        'Remove files, boards or templates that are not needed, or ask for a larger APP_BYTES',
    );
  }
}
