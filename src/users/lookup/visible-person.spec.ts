import { describe, expect, it } from '@jest/globals';
import { readLookupFields } from '../../config/lookup-fields.js';
import { visiblePerson } from './visible-person.js';

const person = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Ada',
  username: 'ada.l',
  description: 'Programs',
  avatarUrl: 'https://example.com/ada.png',
  createdAt: new Date(0),
  passwordHash: 'secret',
};
const seen = (fields: string) =>
  Object.entries(visiblePerson(person, readLookupFields(fields)))
    .filter(([, value]) => value !== null)
    .map(([name]) => name);

describe('visiblePerson', () => {
  it.each([
    ['none', ['id']],
    ['email', ['id', 'email']],
    ['name,username', ['id', 'name', 'username']],
    ['preferred_username,avatar', ['id', 'preferredUsername', 'avatarUrl']],
    ['description,created_at,additional_information', ['id', 'description', 'createdAt']],
  ])('with %s shows %j and nothing else', (fields, names) => {
    expect(seen(fields)).toEqual(names);
  });
});
