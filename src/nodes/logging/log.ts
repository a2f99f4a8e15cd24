import { type Activation, defineNode, pin, printValue } from '../../engine/index.js';

/** The three log nodes differ in level and words only. */
function logNode(
  name: string,
  title: string,
  doc: string,
  toastLevel: string,
  log: (at: Activation, message: string) => void,
) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Logging',
    inputs: {
      exec_in: pin.exec('Input', 'Writes the line.'),
      message: pin.generic('Message', 'A text, or any value, which is written as JSON.', {
        default: '',
      }),
      toast: pin.boolean('On Screen?', 'Also shows the message to the person who runs the board.', {
        default: false,
      }),
    },
    outputs: { exec_out: pin.exec('Output', 'Goes on here.') },
    typeRules: { match: [{ pin: 'message' }] },
    bind: ({ inputs: { message, toast }, outputs: { exec_out } }) => {
      return (at) => {
        exec_out.off(at);
        const value = message.read(at);
        const text = typeof value === 'string' ? value : printValue(value);
        if (toast.read(at)) at.emit('toast', { message: text, level: toastLevel });
        log(at, text);
        exec_out.on(at);
      };
    },
  });
}

export const logInfo = logNode(
  'log_info',
  'Print Info',
  'Writes a line of level Info to the log of the run.',
  'info',
  (at, message) => at.info(message),
);
export const logWarning = logNode(
  'log_warning',
  'Log Warning',
  'Writes a line of level Warn to the log of the run.',
  'warning',
  (at, message) => at.warn(message),
);
export const logError = logNode(
  'log_error',
  'Log Error',
  'Writes a line of level Error to the log of the run. It does not fail the run.',
  'error',
  (at, message) => at.error(message),
);
