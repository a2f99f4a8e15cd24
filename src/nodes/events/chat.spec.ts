import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, run } from '../testing.js';

const echo = (output: string) =>
  board()
    .node('start', 'events_chat')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire(`start.${output}`, 'end.response');
const started = (payload: Value, output: string) => run(echo(output), { payload });
const hi = { role: 'user', content: 'Hi' };

describe('events_chat', () => {
  it.each<[string, Value]>([
    ['history', { model: '', messages: [hi], preset: null, stream: true }],
    ['local_session', {}],
    ['global_session', {}],
    ['tools', []],
    ['actions', []],
    ['attachments', []],
    ['user', { sub: '', name: '', bot: null }],
  ])('without more than messages, %s is %j', async (output, value) => {
    expect((await started({ messages: [hi] }, output)).result).toEqual(value);
    const nulls = { messages: [hi], tools: null, actions: null, attachments: null, user: null };
    expect((await started(nulls, output)).result).toEqual(value);
  });

  it.each<[string, Value]>([
    ['local_session', { a: 1 }],
    ['global_session', { b: 1 }],
    ['tools', ['t']],
    ['actions', [{ id: 'x' }]],
    ['attachments', ['https://x', { url: 'https://y' }]],
    ['user', { sub: 'u', name: 'Ann', bot: true }],
  ])('passes %s on', async (output, value) => {
    expect((await started({ messages: [], [output]: value }, output)).result).toEqual(value);
  });

  it('drops what lies on the machine of the person', async () => {
    const image = (url: string) => ({ type: 'image_url', image_url: { url } });
    const said = { type: 'text', text: 'asset://text' };
    const content = [image('asset://a'), said, image('https://b'), image(' ASSET://c')];
    const audio = { type: 'audio_url', audio_url: 'asset://d' };
    const payload = {
      messages: [{ role: 'user', content: [...content, audio] }],
      attachments: ['asset://e', { url: 'asset://f' }, 'https://g'],
    };
    expect((await started(payload, 'history')).result).toMatchObject({
      messages: [{ role: 'user', content: [said, image('https://b')] }],
    });
    expect((await started(payload, 'attachments')).result).toEqual(['https://g']);
  });

  it.each<[Value, string]>([
    [null, 'payload must be an object'],
    [[], 'payload must be an object'],
    [{}, 'payload.messages is missing'],
    [{ messages: [{ role: 'x', content: '' }] }, 'payload.messages[0].role must be one of'],
    [{ messages: [], tools: [1] }, 'payload.tools[0] must be a string'],
    [{ messages: [], user: { sub: 'u' } }, 'payload.user.name is missing'],
    [{ messages: [], attachments: [{}] }, 'payload.attachments[0].url is missing'],
    [{ messages: [], local_session: [] }, 'payload.local_session must be an object'],
    [JSON.parse('{"__proto__":{"messages":[]}}') as Value, 'payload.messages is missing'],
  ])('refuses %j', async (payload, text) => {
    const { error } = await started(payload, 'history');
    expect(error).toContain(`Failed to deserialize payload: ${text}`);
  });

  it('needs a payload, but not when it is called as a function', async () => {
    expect((await run(echo('tools'))).error).toContain('payload is missing');
    const calling = echo('tools')
      .node('main', 'events_simple')
      .node('call', 'control_call_reference', { fn_ref: 'start' })
      .pin('call.tools', 'Input', 'Generic')
      .default('call.tools', ['given'])
      .wire('main.exec_out', 'call.exec_in');
    expect((await run(calling, { start: 'main' })).result).toEqual(['given']);
  });
});
