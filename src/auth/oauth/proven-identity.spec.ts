import { describe, expect, it } from '@jest/globals';
import { UnauthenticatedError } from '../../common/errors.js';
import { provenIdentity } from './proven-identity.js';

const claims = { issuer: 'https://op.example', subject: '42' };

describe('provenIdentity', () => {
  it('keeps what can be used', () => {
    const picture = 'https://op.example/ada.png';
    expect(
      provenIdentity({ ...claims, verifiedEmail: 'Ada@Example.com', name: ' Ada ', picture }),
    ).toEqual({ ...claims, verifiedEmail: 'Ada@Example.com', name: 'Ada', avatarUrl: picture });
  });

  it.each(['no address', '', 'a@b', 42, null, 'mi\u212Ae@example.com', 'ada@ex\u00e4mple.com'])(
    'takes %j for no e-mail address',
    (verifiedEmail) => {
      expect(provenIdentity({ ...claims, verifiedEmail }).verifiedEmail).toBeNull();
    },
  );

  it.each([42, '', '  ', 'x'.repeat(201), 'a\0b', {}])('takes %j for no name', (name) => {
    expect(provenIdentity({ ...claims, name }).name).toBeNull();
  });

  it.each(['http://op.example/ada.png', 'javascript:alert(1)', 'data:image/png,x', 7])(
    'takes %j for no picture',
    (picture) => {
      expect(provenIdentity({ ...claims, picture }).avatarUrl).toBeNull();
    },
  );

  it.each(['', 'x'.repeat(256), 'a\0b', 42])('refuses the subject %j', (subject) => {
    expect(() => provenIdentity({ ...claims, subject })).toThrow(UnauthenticatedError);
  });
});
