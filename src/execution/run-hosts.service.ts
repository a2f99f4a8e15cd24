import { Injectable } from '@nestjs/common';
import { AppNotifications } from '../apps/notifications/app-notifications.service.js';
import { AppFiles } from '../files/app-files.service.js';
import { Config } from '../config/config.js';
import type { Host } from '../engine/index.js';
import { OutwardHttp } from '../outward/outward-http.js';
import { engineHost } from './engine-host.js';
import { InteractionsService } from './interactions/interactions.service.js';
import { interactionsOf } from './interactions/run-interactions.js';
import type { ClaimedRun, NewRun } from './run.js';
import { notificationsOf } from './run-notifications.js';

/** The surroundings of runs on this server: what all of them share, and what each may reach. */
@Injectable()
export class RunHosts {
  private readonly shared: Host;

  constructor(
    private readonly files: AppFiles,
    private readonly interactions: InteractionsService,
    private readonly notifications: AppNotifications,
    http: OutwardHttp,
    config: Config,
  ) {
    const environment = (name: string) => config.boardEnvironment.get(name);
    this.shared = engineHost({ http, environment });
  }

  /** `waiting` is called when the run begins to wait for a person. */
  hostOf(run: NewRun | ClaimedRun, waiting: () => void): Host {
    return {
      ...this.shared,
      files: this.files.storeOf(run.board.appId),
      interactions: interactionsOf(this.interactions, run, waiting),
      notifications: notificationsOf(this.notifications, run),
    };
  }
}
