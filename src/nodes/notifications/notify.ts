import {
  type Activation,
  defineNode,
  type Input,
  needText,
  pin,
  type ValueObject,
} from '../../engine/index.js';

const exec_in = pin.exec('Input', 'Sends it.');
const exec_out = pin.exec('Output', 'Goes on here, sent or not.');
const success = pin.boolean('Success', 'Whether there is somebody to get it.');
const words = {
  title: pin.string('Title', 'What it is about.', { default: 'Notification' }),
  description: pin.string('Description', 'More about it; empty for nothing.', { default: '' }),
  icon: pin.string('Icon', 'Name or address of an icon; empty for none.', { default: '' }),
  link: pin.string('Link', 'Where a click leads; empty for nowhere.', { default: '' }),
};
type Words = { readonly [K in keyof typeof words]: Input<string> };

export const notifyUser = defineNode({
  name: 'notify_user',
  title: 'Notify User',
  doc: 'Notifies the person for whom the board runs.',
  category: 'Notifications',
  inputs: {
    exec_in,
    ...words,
    show_desktop: pin.boolean('Desktop Notification', 'Whether it also appears on the desktop.', {
      default: true,
    }),
  },
  outputs: { exec_out, success },
  onUpdate: needText('title', 'Say what the notification is about.'),
  bind: ({ inputs, outputs }) => {
    return async (at) => {
      outputs.exec_out.off(at);
      const isSent = await notify(at, inputs, inputs.show_desktop.read(at));
      outputs.success.write(at, isSent);
      outputs.exec_out.on(at);
    };
  },
});

export const notifyProjectUser = defineNode({
  name: 'notify_project_user',
  title: 'Notify Project User',
  doc: 'Notifies a member of the app.',
  category: 'Notifications',
  inputs: { exec_in, user_sub: pin.string('User ID', 'Who it is for.', { default: '' }), ...words },
  outputs: { exec_out, success },
  onUpdate: needText('user_sub', 'Say who is to be notified.'),
  bind: ({ inputs, outputs }) => {
    return async (at) => {
      outputs.exec_out.off(at);
      const sub = inputs.user_sub.read(at);
      if (sub === '') at.error('There is no user id to notify');
      outputs.success.write(at, sub !== '' && (await notify(at, inputs, false, sub)));
      outputs.exec_out.on(at);
    };
  },
});

/** Has the host deliver it and tells whoever follows the run. Answers whether there was anybody to get it. */
async function notify(
  at: Activation,
  inputs: Words,
  show_desktop: boolean,
  targetUserSub?: string,
): Promise<boolean> {
  const title = inputs.title.read(at);
  const more: Record<string, string> = {};
  for (const name of ['description', 'icon', 'link'] as const) {
    const text = inputs[name].read(at);
    if (text !== '') more[name] = text;
  }
  const target = targetUserSub === undefined ? {} : { targetUserSub };
  const nodeId = at.node.id;
  if (!(await at.notifications.send({ title, ...more, ...target, nodeId }, at.signal))) {
    at.error('There is nobody to get the notification');
    return false;
  }
  const event: ValueObject = { title, ...more, show_desktop, source_node_id: nodeId };
  at.emit('flow_notification', {
    ...event,
    ...(at.run.runId === '' ? {} : { source_run_id: at.run.runId }),
    ...(targetUserSub === undefined ? {} : { target_user_sub: targetUserSub }),
  });
  at.info(`Notified: ${title}`);
  return true;
}
