import type { VisiblePerson } from './visible-person.js';

/** What others see of a user. Fields that this server does not show are null. */
export class PublicProfileDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example Ada Lovelace */
  name: string | null;

  /** @example ada */
  username: string | null;

  /** @example Programs the engine. */
  description: string | null;

  /** @example https://example.com/ada.png */
  avatar_url: string | null;

  /** Null unless the server is set up to show addresses. */
  email: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string | null;

  static from(person: VisiblePerson): PublicProfileDto {
    return {
      id: person.id,
      name: person.name,
      username: person.username,
      description: person.description,
      avatar_url: person.avatarUrl,
      email: person.email,
      created_at: person.createdAt?.toISOString() ?? null,
    };
  }
}

/** The same as the ecosystem's clients read it. */
export class PersonDto extends PublicProfileDto {
  /**
   * The username once more.
   * @example ada
   */
  preferred_username: string | null;

  /** This server keeps none. */
  additional_information: string | null;

  static override from(person: VisiblePerson): PersonDto {
    return {
      ...PublicProfileDto.from(person),
      preferred_username: person.preferredUsername,
      additional_information: null,
    };
  }
}
