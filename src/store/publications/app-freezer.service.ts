import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SecretValues } from '../../boards/secrets/secret-values.service.js';
import { InvalidError } from '../../common/errors.js';
import type { BoardJson, NodeJson } from '../../engine/index.js';
import { EventSecrets } from '../../events/event-secrets.service.js';
import type { AppContent, PublishedState } from './app-content.js';
import { CONTENT_BYTES, READ_CONTENT } from './content-statement.js';

/** Read at once into memory, and looked through for secrets. */
const MOST_BYTES = 67_108_864;

/** As the statement answers it: drafts in two parts, secrets still encrypted. */
interface StoredContent extends Omit<AppContent, 'boards'> {
  readonly boards: readonly StoredBoard[];
}

interface StoredBoard {
  readonly id: string;
  readonly rest: Omit<BoardJson, 'nodes'>;
  readonly nodes: Record<string, NodeJson>;
  readonly versions: readonly PublishedState[];
}

/** Takes from an app what is published of it. */
@Injectable()
export class AppFreezer {
  constructor(
    private readonly secrets: SecretValues,
    private readonly eventSecrets: EventSecrets,
  ) {}

  /**
   * The app as it is at this moment, all of it of the same moment, without the values of its secrets. Throws
   * InvalidError for an app that is too large. The caller's transaction holds the lock of the app.
   */
  async freeze(appId: string, manager: EntityManager): Promise<AppContent> {
    const [{ bytes }] = await manager.query<[{ bytes: number }]>(CONTENT_BYTES, [appId]);
    if (bytes > MOST_BYTES)
      throw new InvalidError(
        `Boards, templates and events of an app that is published may take ${MOST_BYTES} bytes; ` +
          `these take ${bytes}`,
      );
    const [row] = await manager.query<[{ content: string }]>(READ_CONTENT, [appId]);
    const stored = JSON.parse(row.content) as StoredContent;
    const hidden = <T extends PublishedState>(state: T): T => ({
      ...state,
      board: this.hide(state.board),
    });
    return {
      ...stored,
      boards: stored.boards.map(({ id, rest, nodes, versions }) => ({
        id,
        board: this.hide({ ...rest, nodes }),
        versions: versions.map(hidden),
      })),
      // Where some of the runs are to go is the author's trial, not what is published.
      events: stored.events.map((event) => this.eventSecrets.hide({ ...event, canary: null })),
      templates: stored.templates.map(hidden),
    };
  }

  /** Layers have variables of their own in the format, though the editor keeps none there. */
  private hide(board: BoardJson): BoardJson {
    const layers = Object.entries(board.layers ?? {}).map(
      ([id, layer]) => [id, this.secrets.hide(layer)] as const,
    );
    return { ...this.secrets.hide(board), layers: Object.fromEntries(layers) };
  }
}
