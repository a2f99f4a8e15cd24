import { defineNode, needText, pin } from '../../engine/index.js';
import { memberOf } from '../shapes.js';

export const widgetActionEvent = defineNode({
  name: 'events_widget_action',
  title: 'Widget Action Event',
  doc: 'Starts a run when somebody does something with a widget of a page.',
  category: 'Events',
  start: true,
  inputs: {
    action_id: pin.string('Action ID', 'Which action of the widget it stands for.', {
      default: '',
    }),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here when the action happens.'),
    widget_instance_id: pin.string('Widget Instance ID', 'Which widget it was; empty if unknown.'),
    action_context: pin.generic('Action Context', 'What the widget tells of the action.'),
  },
  onUpdate: needText('action_id', 'Say which action of the widget starts this.'),
  bind: ({ outputs: { exec_out, widget_instance_id, action_context } }) => {
    return (at) => {
      if (!at.frame.delegated) {
        const payload = at.payload ?? null;
        const id = memberOf(payload, '_widget_instance_id');
        widget_instance_id.write(at, typeof id === 'string' ? id : '');
        const context = memberOf(payload, '_action_context');
        action_context.write(at, context === undefined ? {} : context);
      }
      exec_out.on(at);
    };
  },
});
