/** Whoever asked for it is to be told of an end, in the very statement that writes it. */
export const calledBack = (ended: string) =>
  `called AS (INSERT INTO callbacks (run_id, run_status) SELECT id, status FROM ${ended}
    WHERE callback_url IS NOT NULL AND status NOT IN ('queued', 'running'))`;
