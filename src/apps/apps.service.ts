import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { App } from './app.entity.js';

@Injectable()
export class AppsService {
  constructor(@InjectRepository(App) private readonly apps: Repository<App>) {}

  /** Creates the app, or leaves it as it is when it exists. */
  async ensureApp(app: Pick<App, 'id' | 'name' | 'description'>): Promise<void> {
    await this.apps.createQueryBuilder().insert().values(app).orIgnore().execute();
  }
}
