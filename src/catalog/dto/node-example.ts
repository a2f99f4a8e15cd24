import { ApiResponse } from '@nestjs/swagger';

const pin = (id: string, name: string, title: string, pinType: string, dataType: string) => ({
  id,
  name,
  friendly_name: title,
  description: title,
  pin_type: pinType,
  data_type: dataType,
  schema: null,
  value_type: 'Normal',
  depends_on: [],
  connected_to: [],
  default_value: null,
  index: 1,
  options: null,
});
const PINS = [pin('events_simple.out.exec_out', 'exec_out', 'Then', 'Output', 'Execution')].map(
  (one) => [one.id, one] as const,
);
const NODE = {
  id: 'events_simple',
  name: 'events_simple',
  friendly_name: 'Simple Event',
  description: 'Starts a run',
  category: 'Events',
  coordinates: [0, 0, 0],
  pins: Object.fromEntries(PINS),
  start: true,
  long_running: null,
  event_callback: null,
  layer: null,
  fn_refs: { fn_refs: [], can_reference_fns: false, can_be_referenced_by_fns: true },
};

/** Documents an answer that is a list of node definitions, which clients may keep. */
export function ApiNodeDefinitions(): MethodDecorator {
  const node = { type: 'object', description: 'A node as the ecosystem’s editors place it' };
  return (target, key, descriptor) => {
    ApiResponse({
      status: 200,
      description: 'Node definitions; br or gzip by Accept-Encoding',
      headers: { ETag: { description: 'For If-None-Match', schema: { type: 'string' } } },
      schema: { type: 'array', items: node, example: [NODE] },
    })(target, key, descriptor);
    ApiResponse({ status: 304, description: 'The caller has it already' })(target, key, descriptor);
  };
}
