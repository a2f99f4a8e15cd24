import { pin } from '../../engine/index.js';

/** What all nodes that answer in a chat have in common. */
export const pushNode = { category: 'Events/Chat', eventCallback: true } as const;
export const exec_in = pin.exec('Input', 'Sends it.');
export const exec_out = pin.exec('Output', 'Goes on here.');
