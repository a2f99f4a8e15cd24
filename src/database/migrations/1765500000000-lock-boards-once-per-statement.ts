import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A foreign key locks the board once for every run that is inserted. The statements that insert runs lock it once for
 * all of theirs (`execution/statements/begin-runs.ts`), and the runs go with their board by a trigger.
 */
export class LockBoardsOncePerStatement1765500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION remove_runs_of_board() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM runs WHERE app_id = OLD.app_id AND board_id = OLD.id;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER remove_runs AFTER DELETE ON boards
        FOR EACH ROW EXECUTE FUNCTION remove_runs_of_board()`);
    await queryRunner.query('ALTER TABLE runs DROP CONSTRAINT runs_app_id_board_id_fkey');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER remove_runs ON boards');
    await queryRunner.query('DROP FUNCTION remove_runs_of_board');
    await queryRunner.query(`
      ALTER TABLE runs ADD CONSTRAINT runs_app_id_board_id_fkey
        FOREIGN KEY (app_id, board_id) REFERENCES boards ON DELETE CASCADE`);
  }
}
