import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { InvalidError, NotFoundError } from '../../common/errors.js';
import { Config } from '../../config/config.js';
import type { LookupField } from '../../config/lookup-fields.js';
import { User } from '../user.entity.js';
import { type Person, type VisiblePerson, visiblePerson } from './visible-person.js';

const MOST_FOUND = 20;
const LEAST_CHARACTERS = 2;
const MOST_CHARACTERS = 254;

/** $1 with nothing in it that LIKE would take for a wildcard. */
const START = String.raw`lower(regexp_replace($1, '([\\%_])', '\\\1', 'g')) || '%'`;

/** The beginnings of a column in the order of its index, so that no more rows are read than are found. */
const beginningWith = (column: string, place: number): string =>
  `(SELECT id, ${place} AS place FROM users
    WHERE status = 'Active' AND lower(${column}) LIKE ${START}
    ORDER BY lower(${column}) USING ~<~, id LIMIT ${MOST_FOUND})`;

/** How people are found by what may be seen of them. What may not be seen must not be found by either. */
const WAYS: Partial<Record<LookupField, string>> = {
  email: `(SELECT id, 0 AS place FROM users WHERE status = 'Active' AND lower(email) = lower($1))`,
  username: beginningWith('username', 1),
  preferred_username: beginningWith('username', 1),
  name: beginningWith('name', 2),
};

/** What people may know of each other. */
@Injectable()
export class LookupService {
  private readonly searchStatement: string | undefined;

  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly config: Config,
  ) {
    const ways = new Set([...config.lookup].map((field) => WAYS[field]));
    ways.delete(undefined);
    this.searchStatement = ways.size === 0 ? undefined : searchBy([...ways] as string[]);
  }

  /** Throws NotFoundError, also for people who are not active. */
  async getPerson(id: string): Promise<VisiblePerson> {
    const user = await this.users.findOneBy({ id, status: 'Active' });
    if (user === null) throw new NotFoundError(`There is no user ${id.slice(0, 100)}`);
    return visiblePerson(user, this.config.lookup);
  }

  /**
   * People whose username or name begins so, whatever the case; at most 20. By e-mail only when addresses
   * may be seen, and only by a whole one. Throws InvalidError for a text of less than 2 characters.
   */
  async search(text: string): Promise<VisiblePerson[]> {
    const query = text.trim();
    if ([...query].length < LEAST_CHARACTERS || query.length > MOST_CHARACTERS)
      throw new InvalidError('This is nothing to search for', [
        {
          path: 'query',
          message: `must have ${LEAST_CHARACTERS} to ${MOST_CHARACTERS} characters`,
        },
      ]);
    if (this.searchStatement === undefined) return [];
    const found = await this.users.query<Person[]>(this.searchStatement, [query]);
    return found.map((person) => visiblePerson(person, this.config.lookup));
  }
}

function searchBy(ways: readonly string[]): string {
  return `SELECT users.id, email, name, username, description,
      avatar_url AS "avatarUrl", created_at AS "createdAt"
    FROM (SELECT id, min(place) AS place FROM (${ways.join(' UNION ALL ')}) AS found
      GROUP BY id) AS found
    JOIN users ON users.id = found.id
    ORDER BY place, lower(CASE place WHEN 1 THEN username ELSE name END) USING ~<~, users.id
    LIMIT ${MOST_FOUND}`;
}
