import { defineNode, pin } from '../../engine/index.js';

export const cuid = defineNode({
  name: 'cuid',
  title: 'CUID v2',
  doc: 'Makes a new unique id of 24 letters and digits.',
  category: 'Utils',
  inputs: { exec_in: pin.exec('Input', 'Makes the id.') },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    cuid: pin.string('Cuid', 'The id.'),
  },
  bind: ({ outputs: { exec_out, cuid: id } }) => {
    return (at) => {
      exec_out.off(at);
      id.write(at, at.host.createId());
      exec_out.on(at);
    };
  },
});
