import { defineNode, pin } from '../../engine/index.js';

export const reroute = defineNode({
  name: 'reroute',
  title: 'Reroute',
  doc: 'Passes a value or control on unchanged, to tidy up long wires.',
  category: 'Control',
  inputs: { route_in: pin.generic('In', 'Comes in here.') },
  outputs: { route_out: pin.generic('Out', 'Leaves here.') },
  typeRules: {
    match: [{ pin: 'route_in' }, { pin: 'route_out' }],
    sameDataType: [['route_in', 'route_out']],
    sameValueType: [['route_in', 'route_out']],
  },
  bind: ({ inputs: { route_in }, outputs: { route_out } }) => {
    return (at) => route_out.write(at, route_in.read(at));
  },
});
