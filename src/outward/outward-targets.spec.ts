import { describe, expect, it } from '@jest/globals';
import { OutwardTargets } from './outward-targets.js';

const ADDRESSES: Readonly<Record<string, string[]>> = {
  'out.example': ['93.184.215.14'],
  'in.example': ['93.184.215.14', '10.0.0.7'],
};
const targets = new OutwardTargets(['192.168.7.0/24'], async (host) => {
  if (host === 'silent.example') throw Object.assign(new Error(), { code: 'EAI_AGAIN' });
  if (!Object.hasOwn(ADDRESSES, host)) throw Object.assign(new Error(), { code: 'ENOTFOUND' });
  return ADDRESSES[host]!.map((address) => ({ address, family: 4 }));
});

describe('OutwardTargets', () => {
  it.each([
    'https://out.example/hook?x=1',
    'http://93.184.215.14:8080/',
    'http://192.168.7.9/',
    'https://silent.example/',
  ])('lets %s be asked', async (url) => {
    expect(await targets.findFault(url)).toBeUndefined();
  });

  it.each([
    ['https://in.example/', 'private network'],
    ['https://gone.example/', 'exists'],
    ['http://127.0.0.1/', 'private network'],
    ['http://2130706433/', 'private network'],
    ['http://[::ffff:127.0.0.1]/', 'private network'],
    ['http://[fd00::1]/', 'private network'],
    ['http://169.254.169.254/latest', 'private network'],
    ['https://user:secret@out.example/', 'no password'],
    ['ftp://out.example/', 'begins with'],
    ['javascript:alert(1)', 'begins with'],
    ['hook', 'begins with'],
  ])('refuses %s', async (url, fault) => {
    expect(await targets.findFault(url)).toContain(fault);
  });
});
