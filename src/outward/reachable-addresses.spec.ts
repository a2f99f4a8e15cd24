import { describe, expect, it } from '@jest/globals';
import { ReachableAddresses } from './reachable-addresses.js';

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200', // metadata of Alibaba
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16', // wire server of Azure
  '169.254.169.254', // metadata of most others
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192', // metadata of Oracle
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1', // IPv4-compatible
  '::ffff:127.0.0.1', // IPv4-mapped
  '::ffff:a00:1',
  '::ffff:0:127.0.0.1', // IPv4-translated
  '64:ff9b::127.0.0.1', // NAT64
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::8.8.8.8', // NAT64 within a network
  '100::1',
  '2001::1', // Teredo
  '2001:db8::1',
  '2002:7f00:1::', // 6to4
  '2002:808:808::',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254', // metadata of AWS
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
];
const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2606:4700:4700::1111',
  '2a00:1450:4001:80b::200e',
];

describe('ReachableAddresses', () => {
  const closed = new ReachableAddresses();

  it.each(PRIVATE)('does not include %s', (address) => {
    expect(closed.includes('a.example', address)).toBe(false);
  });

  it.each(PUBLIC)('includes %s', (address) => {
    expect(closed.includes('a.example', address)).toBe(true);
  });

  it.each(['', 'a.example', '1.2.3', '999.1.1.1', '127.0.0.1/8', ':::'])(
    'takes %p for no address',
    (address) => expect(closed.includes('a.example', address)).toBe(false),
  );

  it.each([
    ['10.1.0.0/16', 'h', '10.1.2.3', true],
    ['10.1.0.0/16', 'h', '::ffff:10.1.2.3', true],
    ['10.1.0.0/16', 'h', '10.2.0.1', false],
    ['10.1.0.0/16', 'h', 'fd00::1', false],
    ['127.0.0.1', 'h', '127.0.0.1', true],
    ['127.0.0.1', 'h', '127.0.0.2', false],
    ['::1', 'h', '::1', true],
    ['fd00::/8', 'h', 'fd12::1', true],
    ['fd00::/8', 'h', 'fe80::1', false],
    ['CRM.internal', 'crm.Internal.', '10.0.0.1', true],
    ['crm.internal.', 'crm.internal', '::1', true],
    ['crm.internal', 'x.crm.internal', '10.0.0.1', false],
    ['crm.internal', 'internal', '10.0.0.1', false],
  ])('with %s allowed, %s at %s: %p', (allow, host, address, expected) => {
    expect(new ReachableAddresses(['unused', allow]).includes(host, address)).toBe(expected);
  });
});
