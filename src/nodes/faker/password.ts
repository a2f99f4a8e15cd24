import { defineNode, pin } from '../../engine/index.js';
import { amountBetween, below, least } from './amount.js';
import { wholeBetween } from './fake.js';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&*+-.:;<=>?@^_~';

export const fakePassword = defineNode({
  name: 'faker_password',
  title: 'Fake Password',
  doc: 'Makes up a password.',
  category: 'Utils/Faker/Internet',
  inputs: {
    exec_in: pin.exec('Input', 'Makes it up.'),
    min_length: least('Min Length', 'How long it is at least.', 8),
    max_length: below('Max Length', 16),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    password: pin.string('Password', 'The password.'),
  },
  bind: ({ inputs: { min_length, max_length }, outputs: { exec_out, password } }) => {
    return (at) => {
      exec_out.off(at);
      const length = amountBetween(at, min_length, max_length);
      // Boards may use it as one, so every sign is by the host's own chance.
      const sign = () => SIGNS.charAt(wholeBetween(at, 0, SIGNS.length));
      password.write(at, Array.from({ length }, sign).join(''));
      exec_out.on(at);
    };
  },
});
