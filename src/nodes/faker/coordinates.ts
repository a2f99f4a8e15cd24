import { defineNode, pin } from '../../engine/index.js';

const category = 'Utils/Faker/Address';
const exec_in = pin.exec('Input', 'Makes it up.');
const exec_out = pin.exec('Output', 'Goes on here.');

export const fakeLatitude = defineNode({
  name: 'faker_latitude',
  title: 'Fake Latitude',
  doc: 'Chooses how far north or south a place is.',
  category,
  inputs: { exec_in },
  outputs: { exec_out, latitude: pin.float('Latitude', 'Degrees, from -90 to 90.') },
  bind: ({ outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.latitude.write(at, 180 * at.host.random() - 90);
      outputs.exec_out.on(at);
    };
  },
});

export const fakeLongitude = defineNode({
  name: 'faker_longitude',
  title: 'Fake Longitude',
  doc: 'Chooses how far east or west a place is.',
  category,
  inputs: { exec_in },
  outputs: { exec_out, longitude: pin.float('Longitude', 'Degrees, from -180 to 180.') },
  bind: ({ outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.longitude.write(at, 360 * at.host.random() - 180);
      outputs.exec_out.on(at);
    };
  },
});
