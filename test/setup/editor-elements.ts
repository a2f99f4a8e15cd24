// What the editor draws on a board beside nodes, as it sends it.
import { createId } from '@paralleldrive/cuid2';

const TIME = { secs_since_epoch: 1_764_000_000, nanos_since_epoch: 0 };

export const newVariable = () => ({
  id: createId(),
  name: 'greeting',
  data_type: 'String',
  value_type: 'Normal',
  default_value: [...Buffer.from('"hi"')],
  exposed: false,
  secret: false,
  editable: true,
});

export const newComment = () => ({
  id: createId(),
  author: null,
  content: 'Here it begins',
  comment_type: 'Text',
  timestamp: TIME,
  coordinates: [0, -100, 0],
  width: null,
  height: null,
  layer: null,
  color: null,
  z_index: null,
  hash: null,
  is_locked: false,
});

export const newLayer = () => ({
  id: createId(),
  parent_id: null,
  name: 'Greeting',
  type: 'Collapsed',
  nodes: {},
  variables: {},
  comments: {},
  coordinates: [100, 100, 0],
  pins: {},
  in_coordinates: null,
  out_coordinates: null,
  comment: null,
  error: null,
  color: null,
  hash: null,
});
