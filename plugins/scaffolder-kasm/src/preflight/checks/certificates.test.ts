import { judgeCommonName, judgeIssuer, judgeLifetime } from './certificates';

const issuer = (spec: object, status?: string) =>
  ({
    state: 'there',
    value: {
      spec,
      ...(status && {
        status: { conditions: [{ type: 'Ready', status, message: 'why' }] },
      }),
    },
  } as any);
const month = { issuer: 'vault-issuer', duration: '720h', renewBefore: '168h' };

describe('the issuer', () => {
  it.each([
    [issuer({}, 'True'), 'pass'],
    [issuer({}, 'False'), 'fail'],
    [issuer({}), 'warn'],
    [{ state: 'absent' }, 'fail'],
    [{ state: 'hidden', detail: '', remedy: '' }, 'unknown'],
  ])('%j: %s', (seen: any, status) => {
    expect(judgeIssuer(seen, 'vault-issuer').status).toBe(status);
  });

  it('of Vault wants a common name, which has room for 64 characters', () => {
    const long = `${'a'.repeat(60)}.example.com`;
    expect(judgeCommonName(issuer({ vault: {} }), 'a.example.com').status).toBe(
      'pass',
    );
    expect(judgeCommonName(issuer({ vault: {} }), long).status).toBe('warn');
    expect(judgeCommonName(issuer({ ca: {} }), long).status).toBe('pass');
  });
});

describe('the lifetime', () => {
  it.each([
    [issuer({ vault: {} }), month, 'pass'],
    [issuer({ vault: {} }), { ...month, renewBefore: '300h' }, 'warn'],
    [issuer({ acme: {} }), { ...month, duration: '4000h' }, 'warn'],
    [issuer({ acme: {} }), month, 'pass'],
  ])('%j with %j: %s', (seen, certificate, status) => {
    expect(judgeLifetime(seen, certificate).status).toBe(status);
  });
});
