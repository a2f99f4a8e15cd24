import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('processing_pii_detection_options tells 18 choices; what can not be read is asked for', async () => {
  const inputs = { email: false, phone: 'no' };
  const { result } = await runNode('processing_pii_detection_options', inputs, 'options');
  expect(result).toMatchObject({ email: false, phone: true, svnr_austria: true });
  expect(Object.keys(result as object)).toHaveLength(18);
});
