import { describe, expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run, runNode } from '../testing.js';

const NAME = /^[A-Z][\p{L}'.-]*$/u;

describe.each<[string, string, RegExp]>([
  ['city_name', 'city', /^[A-Z]/],
  ['country_code', 'code', /^[A-Z]{2}$/],
  ['country_name', 'country', /^\p{Lu}/u],
  ['post_code', 'code', /^\d{5}(-\d{4})?$/],
  ['state_name', 'state', /^[A-Z][A-Za-z ]+$/],
  ['street_address', 'address', /^\d+ \w/],
  ['street_name', 'street', /^\w.* [A-Z]/],
  ['buzzword', 'buzzword', /^[a-zA-Z-]/],
  ['catch_phrase', 'phrase', / /],
  ['company_name', 'company', /^[A-Z]/],
  ['industry', 'industry', /^[A-Z][A-Za-z ]+$/],
  ['profession', 'profession', /^[A-Z][a-z]+$/],
  ['domain_suffix', 'suffix', /^[a-z]{2,}$/],
  ['email', 'email', /^[^@\s]+@example\.(com|net|org)$/],
  ['ipv4', 'ip', /^\d{1,3}(\.\d{1,3}){3}$/],
  ['ipv6', 'ip', /^[0-9a-f]{4}(:[0-9a-f]{4}){7}$/],
  ['user_agent', 'user_agent', /\w\/\d/],
  ['username', 'username', /^\S+$/],
  ['word', 'word', /^[a-z]+$/],
  ['first_name', 'name', NAME],
  ['full_name', 'name', /^[A-Z]\S* [A-Z]/],
  ['last_name', 'name', NAME],
  ['title', 'title', /^[A-Z][a-z]+\.?$/],
  ['cell_number', 'phone', /\d{3}.*\d{4}/],
  ['phone_number', 'phone', /\d{3}.*\d{4}/],
])('faker_%s', (name, output, form) => {
  const make = async () => (await runNode(`faker_${name}`, {}, output)).result;

  it('makes up what it says, by the chance of the host', async () => {
    const made = await make();
    expect(made).toMatch(form);
    expect(await make()).toBe(made);
  });

  it('makes up something else the next time', async () => {
    const built = board()
      .node('start', 'events_generic')
      .node('loop', 'control_for_each', { array: Array(30).fill(0) })
      .node('make', `faker_${name}`)
      .node('give', 'events_generic_return_result')
      .wire('start.exec_out', 'loop.exec_in')
      .wire('loop.exec_out', 'make.exec_in')
      .wire('make.exec_out', 'give.exec_in')
      .wire(`make.${output}`, 'give.response');
    const host = new RecordingHost();
    await run(built, { host, payload: {} });
    const made = host.events.map(({ payload }) => payload);
    expect(made).toHaveLength(30);
    expect(new Set(made).size).toBeGreaterThan(2);
    for (const one of made) expect(one).toMatch(form);
  });
});
