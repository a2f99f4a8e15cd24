import { defineNode, pin } from '../../engine/index.js';

export const openLocalDatabase = defineNode({
  name: 'open_local_db',
  title: 'Open Database',
  doc: 'Hands out a reference to a named database of the app. Nothing is opened before a node uses the reference.',
  category: 'Data/Database',
  inputs: {
    exec_in: pin.exec('Input', 'Makes the reference.'),
    name: pin.string('Name', 'Name of the database within the app.'),
  },
  outputs: {
    exec_out: pin.exec('Created Database', 'Goes on here.'),
    database: pin.struct('Database', 'The reference, for database nodes.'),
  },
  bind: ({ inputs: { name }, outputs: { exec_out, database } }) => {
    return (at) => {
      exec_out.off(at);
      database.write(at, { cache_key: `db_${name.read(at)}` });
      exec_out.on(at);
    };
  },
});
