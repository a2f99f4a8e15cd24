import { describe, expect, it } from '@jest/globals';
import { planOf } from './trigger-plan.js';
import { pathOfUrl, triggerPath } from './trigger-path.js';

const event = (event_type: string, config?: object, route: string | null = null) => ({
  event_type,
  config: config === undefined ? [] : [...Buffer.from(JSON.stringify(config))],
  route,
  active: true,
});

describe('the trigger of an event', () => {
  it.each([
    ['api', {}, '/a', { kind: 'http', path: '/a', method: null, open: true }],
    ['webhook', { method: 'post' }, 'a/b/', { path: '/a/b', method: 'POST' }],
    ['http', { method: 'ANY', path: 'x' }, null, { path: '/x', method: null }],
    ['api', { path_suffix: '/y', public_endpoint: false }, null, { path: '/y', open: false }],
    ['generic_form', { method: 'nonsense' }, '/page', { path: '/page', open: false, method: null }],
    ['generic_form', { public_endpoint: true }, '/a//b', { path: null, open: true }],
    ['telegram', {}, '/a', { kind: 'telegram', path: null }],
    ['api', {}, null, { path: null }],
    ['cron', { cron: '* * * * *' }, '/a', { kind: 'cron', path: null }],
  ])('%s with %j at %s', (type, config, route, plan) => {
    expect(planOf(event(type, config, route))).toMatchObject(plan);
  });

  it('of a clock takes the first expression and zone that are there', () => {
    const all = { expression: '5 * * * *', cron: ' 1 * * * * ', schedule: 7, cronTimezone: 'UTC' };
    const { schedule } = planOf(event('cron', { ...all, tz: 'Europe/Berlin' }));
    expect(schedule).toEqual({ expression: '1 * * * *', timezone: 'Europe/Berlin' });
    expect(planOf({ ...event('cron'), active: false }).schedule).toBeNull();
  });

  it.each([
    ['cron', {}, null, 'event.config'],
    ['cron', { cron: 'often' }, null, 'event.config'],
    ['cron', { cron: '* * * * *', tz: 'x' }, null, 'event.config'],
    ['api', { method: 'TRACE' }, null, 'event.config'],
    ['api', { public_endpoint: 'yes' }, null, 'event.config'],
    ['api', { path: 'a?b' }, null, 'event.config'],
    ['api', {}, '/a/../b', 'event.route'],
  ])('%s with %j at %s is refused', (type, config, route, path) => {
    const refused = () => planOf(event(type, config, route));
    expect(refused).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ path })] }),
    );
  });
});

describe('a path', () => {
  it.each([
    ['', '/'],
    ['/', '/'],
    ['a', '/a'],
    ['/a/b/', '/a/b'],
    ['/ä b', '/ä b'],
    ['//a', undefined],
    ['/a//b', undefined],
    ['/./a', undefined],
    ['/a/..', undefined],
    ['/a\u0000', undefined],
    ['/a\ud800', undefined],
    ['/a%2f', undefined],
    ['/a\\b', undefined],
    [`/${'x'.repeat(200)}`, undefined],
  ])('%j is kept as %j', (text, path) => {
    expect(triggerPath(text)).toBe(path);
  });

  it.each([
    ['/p/a?x=/b', '/a'],
    ['/p/a/', '/a'],
    ['/p/', '/'],
    ['/p/%C3%A4', '/ä'],
    ['/p/a%2Fb', undefined],
    ['/p/%C3', undefined],
    ['/p/%2e%2e/a', undefined],
    ['/p/%00', undefined],
    ['/p/a%3Fb', undefined],
  ])('%s asks for %j', (url, path) => {
    expect(pathOfUrl(url, '/p')).toBe(path);
  });
});
