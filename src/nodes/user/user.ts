import { defineNode, pin } from '../../engine/index.js';

/** Bits of a role, by the names the editor shows. */
const PERMISSIONS = [
  'Owner',
  'Admin',
  'Read Team',
  'Read Roles',
  'Read Files',
  'Write Files',
  'Invoke API',
  'Write Meta',
  'Read Boards',
  'Execute Boards',
  'Write Boards',
  'List Events',
  'Read Events',
  'Execute Events',
  'Write Events',
  'Read Logs',
  'Read Analytics',
  'Read Config',
  'Write Config',
  'Read Templates',
  'Write Templates',
  'Read Courses',
  'Write Courses',
  'Read Widgets',
  'Write Widgets',
  'Write Routes',
];
const OWNER_OR_ADMIN = 0b11;
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const SCHEMA = JSON.stringify({
  title: 'UserExecutionContext',
  type: 'object',
  properties: {
    sub: text,
    role: {
      anyOf: [
        {
          type: 'object',
          properties: {
            id: text,
            name: text,
            permissions: { type: 'integer' },
            attributes: texts,
            customAttributes: texts,
          },
        },
        { type: 'null' },
      ],
    },
    isTechnicalUser: { type: 'boolean' },
    keyId: { type: ['string', 'null'] },
  },
});

export const getExecutingUser = defineNode({
  name: 'utils_user_get_executing_user',
  title: 'Get Executing User',
  doc: 'Tells for whom the board runs.',
  category: 'Utils/User',
  inputs: {},
  outputs: {
    user_context: pin.unchecked(
      pin.struct('User Context', 'The person and their role; null when there is nobody.', {
        options: { enforceSchema: true },
        schema: SCHEMA,
      }),
    ),
    has_user: pin.boolean('Has User', 'Whether there is somebody.'),
  },
  bind: ({ outputs: { user_context, has_user } }) => {
    return (at) => {
      const { user } = at;
      const { role } = user ?? {};
      const value = user && { ...user, role: role ? { ...role } : null };
      user_context.write(at, value ?? null);
      has_user.write(at, user !== undefined);
    };
  },
});

export const hasAttribute = defineNode({
  name: 'utils_user_has_attribute',
  title: 'Has Attribute',
  doc: 'True when the role of the person for whom the board runs has an attribute.',
  category: 'Utils/User',
  inputs: {
    attribute: pin.string('Attribute', 'The attribute, letter by letter.', { default: '' }),
  },
  outputs: { has_attribute: pin.boolean('Has Attribute', 'Whether the role has it.') },
  bind: ({ inputs: { attribute }, outputs: { has_attribute } }) => {
    return (at) => {
      const wanted = attribute.read(at);
      has_attribute.write(at, at.user?.role?.attributes.includes(wanted) ?? false);
    };
  },
});

export const hasPermission = defineNode({
  name: 'utils_user_has_permission',
  title: 'Has Permission',
  doc: 'True when the person for whom the board runs may do something in the app; owners and administrators may all.',
  category: 'Utils/User',
  inputs: {
    permission: pin.string('Permission', 'What they want to do.', {
      default: 'Read Boards',
      options: { validValues: PERMISSIONS },
    }),
  },
  outputs: { has_permission: pin.boolean('Has Permission', 'Whether they may.') },
  bind: ({ inputs: { permission }, outputs: { has_permission } }) => {
    return (at) => {
      const name = permission.read(at);
      const position = PERMISSIONS.indexOf(name);
      if (position < 0) at.warn(`There is no permission called ${name}`);
      const wanted = position < 0 ? 0 : (1 << position) | OWNER_OR_ADMIN;
      // Bits of the future may lie beyond the 32 that operators see; those are none of ours.
      has_permission.write(at, ((at.user?.role?.permissions ?? 0) & wanted) !== 0);
    };
  },
});

export const isTechnicalUser = defineNode({
  name: 'utils_user_is_technical_user',
  title: 'Is Technical User',
  doc: 'True when an API key of the app started the run.',
  category: 'Utils/User',
  inputs: {},
  outputs: {
    is_technical: pin.boolean('Is Technical User', 'Whether it was a key.'),
    key_id: pin.string('Key ID', 'Id of the key; empty without one.'),
  },
  bind: ({ outputs: { is_technical, key_id } }) => {
    return (at) => {
      is_technical.write(at, at.user?.isTechnicalUser ?? false);
      key_id.write(at, at.user?.keyId ?? '');
    };
  },
});
