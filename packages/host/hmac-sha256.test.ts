import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createHmacSha256 } from '@penstock/host';
import fc from 'fast-check';

test('RFC 4231: its cases 1 to 7 but the one that is cut short', () => {
  const cases: readonly (readonly [key: Buffer, text: string, hex: string])[] = [
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      Buffer.alloc(131, 0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      Buffer.alloc(131, 0xaa),
      'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be ' +
        'hashed before being used by the HMAC algorithm.',
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ];
  for (const [key, text, hex] of cases) assert.equal(createHmacSha256(key).of(text, 'hex'), hex);
});

test('it is what Node makes of any key and text, one after the other', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 4_000, maxLength: 5_000 }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(text, { maxLength: 5 }), (key, texts) => {
      const hmac = createHmacSha256(key);
      for (const each of texts) {
        const right = createHmac('sha256', key).update(each).digest();
        for (const encoding of ['hex', 'base64url'] as const)
          assert.equal(hmac.of(each, encoding), right.toString(encoding));
        const isOf = (text_: string, ...bytes: readonly Uint8Array[]) =>
          hmac.isOf(text_, Buffer.concat(bytes).toString('base64url'));
        assert.ok(isOf(each, right));
        assert.ok(!isOf(`${each}.`, right));
        assert.ok(!isOf(each, right.subarray(1)));
        assert.ok(!isOf(each, right, Buffer.of(0)));
        assert.ok(!isOf(each, right, right));
        right[31] = (right[31] as number) ^ 1;
        assert.ok(!isOf(each, right));
      }
    }),
  );
});
