import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Value } from '../../engine/index.js';
import { readNodes } from './recorded-nodes.js';

interface Row {
  readonly recorded: string | null;
  readonly nodes: readonly (readonly [nodeId: string, level: number])[] | null;
}

const FIND = {
  name: 'recorded-nodes.find',
  text: 'SELECT recorded::text AS recorded, nodes FROM runs WHERE id = $1',
};

/** What the nodes of a run did. */
@Injectable()
export class RecordedNodes {
  constructor(private readonly sql: Sql) {}

  /** Longest first. None of a run that has not ended, or was given up. */
  async listNodes(runId: string): Promise<Value> {
    const [row] = await this.sql.rows<Row>(FIND, [runId]);
    return readNodes(row?.recorded ?? null, row?.nodes ?? []);
  }
}
