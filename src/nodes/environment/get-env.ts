import { defineNode, pin } from '../../engine/index.js';

export const getEnv = defineNode({
  name: 'get_env',
  title: 'Get Environment Variable',
  doc: 'Reads an environment variable that whoever runs the server lets boards read; all others are absent.',
  category: 'Utils/Env',
  inputs: { key: pin.string('Key', 'Name of the variable.') },
  outputs: {
    variable: pin.string('Variable', 'Its value; empty when it is absent.'),
    found: pin.boolean('Found?', 'Whether it is there.'),
  },
  bind: ({ inputs: { key }, outputs: { variable, found } }) => {
    return (at) => {
      const value = at.host.environment?.(key.read(at));
      variable.write(at, value ?? '');
      found.write(at, value !== undefined);
    };
  },
});
