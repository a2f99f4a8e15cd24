import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const mask = async (inputs: Readonly<Record<string, Value>>, output = 'masked_text') =>
  (await runNode('processing_pii_mask_regex', inputs, output)).result;

describe('processing_pii_mask_regex', () => {
  it.each([
    ['Email', 'ann@a.example'],
    ['Phone', '+49 30 1234567'],
    ['Phone', '(555) 123-4567'],
    ['SSN', '123-45-6789'],
    ['GermanTaxID', '12 345 678 901'],
    ['CreditCard', '4111 1111 1111 1111'],
    ['IPv4', '192.168.0.1'],
    ['IPv6', '2001:db8::1'],
    ['URL', 'https://a.example/x?y'],
    ['Date', '2024-01-05'],
    ['Date', '5 January 2024'],
    ['IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['AddressUS', '12 Main Street'],
    ['AddressDE', 'Hauptstraße 5'],
    ['PostcodeUK', 'SW1A 1AA'],
    ['PostcodeDE', '10115'],
    ['Passport', 'C12345678'],
    ['AHVSwiss', '756.1234.5678.97'],
    ['SVNRAustria', '1234 010180'],
  ])('finds %s in %s', async (type, text) => {
    expect(await mask({ text: `(${text})`, preserve_length: false, mask_text: '#' })).toBe('(#)');
    expect(await mask({ text }, 'detections')).toMatchObject([{ type, start: 0 }]);
  });

  it('counts in bytes, last first', async () => {
    const text = 'ä ann@a.example 😀 bob@a.example';
    expect(await mask({ text }, 'detections')).toEqual([
      { type: 'Email', start: 22, end: 35, original_length: 13 },
      { type: 'Email', start: 3, end: 16, original_length: 13 },
    ]);
    expect(await mask({ text }, 'detection_count')).toBe(2);
    expect(await mask({ text: 'Hauptstraße 5', mask_char: '😀x' })).toBe('😀'.repeat(14));
    expect(await mask({ text: 'ann@a.example', mask_char: '' })).toBe('*'.repeat(13));
  });

  it.each<[Record<string, Value>, string]>([
    [{ detect_email: false }, 'ann@a.example #'],
    [{ options: { ip_address: false, email: false } }, '# #'],
    [{ options: { date: false }, detect_ip: false }, '# 10.0.0.1'],
    [{ text: 'nothing' }, 'nothing'],
  ])('%j', async (inputs, expected) => {
    const given = { text: 'ann@a.example 10.0.0.1', preserve_length: false, mask_text: '#' };
    expect(await mask({ ...given, ...inputs })).toBe(expected);
  });

  it.each(['1 ', 'a@', 'A', '1.', 'a.', '::1:', 'Main ', '1 Main '])(
    '%j many times ends',
    async (text) => {
      const { status } = await runNode(
        'processing_pii_mask_regex',
        { text: text.repeat(100_000) },
        'detection_count',
      );
      expect(status).toBe('completed');
    },
  );

  it('refuses a text that is too long', async () => {
    const text = 'x'.repeat(4_000_001);
    const { error } = await runNode('processing_pii_mask_regex', { text }, 'masked_text');
    expect(error).toContain('longer than 4000000');
  });
});
