import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createId } from '@paralleldrive/cuid2';
import type { EntityManager, Repository } from 'typeorm';
import { ConflictError, NotFoundError } from '../../common/errors.js';
import { UsersService } from '../users.service.js';
import { Profile } from './profile.entity.js';

const MOST_PER_USER = 50;
const MOST_BITS = 500;
const WELL_FORMED_ID = /^[\w-]{1,200}$/;

export type ProfileChange = Partial<Omit<Profile, 'id' | 'userId' | 'createdAt' | 'updatedAt'>>;

const EMPTY: Required<ProfileChange> = {
  name: 'Default Profile',
  description: null,
  interests: [],
  tags: [],
  theme: null,
  settings: { connection_mode: 'default' },
  apps: [],
  bitIds: [],
  shortcuts: [],
};

/** The editor profiles of people. Nobody reaches those of others. */
@Injectable()
export class ProfilesService {
  constructor(
    @InjectRepository(Profile) private readonly profiles: Repository<Profile>,
    private readonly users: UsersService,
  ) {}

  /** Oldest first. */
  listProfiles(userId: string): Promise<Profile[]> {
    return this.profiles.find({ where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Throws NotFoundError. */
  async getProfile(userId: string, id: string): Promise<Profile> {
    const profile = await this.profiles.findOneBy({ id, userId });
    if (profile === null) throw noProfile(id);
    return profile;
  }

  /**
   * Changes the user's profile `id`, or makes one: under this id, or under a new one when it is somebody
   * else's or no id. Throws ConflictError when the user has 50 already.
   */
  async upsertProfile(userId: string, id: string, change: ProfileChange): Promise<Profile> {
    const changed = await this.change(userId, id, change, this.profiles.manager);
    return changed ?? this.create(userId, id, change);
  }

  /** Throws NotFoundError. */
  async removeProfile(userId: string, id: string): Promise<void> {
    const { affected } = await this.profiles.delete({ id, userId });
    if (affected === 0) throw noProfile(id);
  }

  /**
   * Changes the chosen models of a profile; of the oldest one when `id` is undefined. Throws NotFoundError, and
   * ConflictError when there are more than 500 then.
   */
  changeBits(
    userId: string,
    id: string | undefined,
    change: (bitIds: readonly string[]) => string[],
  ): Promise<Profile> {
    return this.profiles.manager.transaction(async (manager) => {
      const profile = await manager.findOne(Profile, {
        where: { userId, ...(id === undefined ? {} : { id }) },
        order: { createdAt: 'ASC', id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      if (profile === null) throw noProfile(id);
      const bitIds = change(profile.bitIds);
      if (bitIds.length > MOST_BITS)
        throw new ConflictError(`A profile holds at most ${MOST_BITS} models`);
      return (await this.change(userId, profile.id, { bitIds }, manager))!;
    });
  }

  private async change(
    userId: string,
    id: string,
    change: ProfileChange,
    manager: EntityManager,
  ): Promise<Profile | null> {
    await manager.update(Profile, { id, userId }, { ...change, updatedAt: new Date() });
    return manager.findOneBy(Profile, { id, userId });
  }

  private create(userId: string, id: string, change: ProfileChange): Promise<Profile> {
    return this.profiles.manager.transaction(async (manager) => {
      // One at a time for each user: two requests must not both make the fiftieth, nor the same one twice.
      await this.users.lock(userId, manager);
      const present = await this.change(userId, id, change, manager);
      if (present !== null) return present;
      if ((await manager.countBy(Profile, { userId })) >= MOST_PER_USER)
        throw new ConflictError(`There are ${MOST_PER_USER} profiles already; remove some first`);
      const fields = { ...EMPTY, ...change, userId };
      const wished = WELL_FORMED_ID.test(id) ? await insert({ ...fields, id }, manager) : null;
      return wished ?? (await insert({ ...fields, id: createId() }, manager))!;
    });
  }
}

/** Null when the id is taken. */
async function insert(
  profile: Partial<Profile> & { id: string },
  manager: EntityManager,
): Promise<Profile | null> {
  const { raw } = (await manager
    .createQueryBuilder()
    .insert()
    .into(Profile)
    .values(profile as Profile)
    .orIgnore()
    .returning('id')
    .execute()) as { raw: unknown[] };
  return raw.length === 0 ? null : manager.findOneBy(Profile, { id: profile.id });
}

function noProfile(id: string | undefined): NotFoundError {
  return new NotFoundError(
    id === undefined ? 'There is no profile' : `There is no profile ${id.slice(0, 100)}`,
  );
}
