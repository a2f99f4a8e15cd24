import type { LookupField } from '../../config/lookup-fields.js';
import type { User } from '../user.entity.js';

export type Person = Pick<
  User,
  'id' | 'email' | 'name' | 'username' | 'description' | 'avatarUrl' | 'createdAt'
>;

/** What others see of a person; null where that is not theirs to see. */
export interface VisiblePerson {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly username: string | null;
  readonly preferredUsername: string | null;
  readonly description: string | null;
  readonly avatarUrl: string | null;
  readonly createdAt: Date | null;
}

export function visiblePerson(person: Person, allowed: ReadonlySet<LookupField>): VisiblePerson {
  const see = <T>(field: LookupField, value: T): T | null => (allowed.has(field) ? value : null);
  return {
    id: person.id,
    email: see('email', person.email),
    name: see('name', person.name),
    username: see('username', person.username),
    preferredUsername: see('preferred_username', person.username),
    description: see('description', person.description),
    avatarUrl: see('avatar', person.avatarUrl),
    createdAt: see('created_at', person.createdAt),
  };
}
