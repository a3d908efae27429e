import { platformRole, refusal, type Vault } from './Vault';

const NOW = new Date('2026-11-01T08:00:00Z');
const DAY = 86_400_000;
const vault = (role: Partial<Vault['role']>, rest: Partial<Vault> = {}) => ({
  sealed: false,
  role: { ...platformRole(), allowAnyName: false, ...role },
  ...rest,
});
const asked = (rest: object = {}) => ({
  names: ['kasm.example.com'],
  ttl: 30 * DAY,
  ...rest,
});

describe('Vault', () => {
  it('signs what its role allows', () => {
    expect(
      refusal(vault({ allowedDomains: ['example.com'] }), asked(), NOW),
    ).toBeUndefined();
    expect(
      refusal(vault({ allowAnyName: true }), asked(), NOW),
    ).toBeUndefined();
  });

  it.each([
    [
      'a name of another domain',
      vault({ allowedDomains: ['example.org'] }),
      asked(),
      'subject alternate name kasm.example.com not allowed by this role',
    ],
    [
      'a common name of another domain',
      vault({ allowedDomains: ['example.org'] }),
      asked({ commonName: 'kasm.example.com' }),
      'common name kasm.example.com not allowed by this role',
    ],
    [
      'the domain itself',
      vault({ allowedDomains: ['kasm.example.com'] }),
      asked(),
      'subject alternate name kasm.example.com not allowed by this role',
    ],
    [
      'no common name',
      vault({ allowAnyName: true, requireCommonName: true }),
      asked(),
      'the common_name field is required, or must be provided in a CSR with "use_csr_common_name" set to true, unless "require_cn" is set to false',
    ],
    [
      'more time than the CA has',
      vault({ allowAnyName: true }, { caEnds: new Date(NOW.getTime() + DAY) }),
      asked(),
      'cannot satisfy request, as TTL would result in notAfter 2026-12-01T08:00:00Z that is beyond the expiration of the CA certificate at 2026-11-02T08:00:00Z',
    ],
  ])('refuses %s', (_what, from, request, words) => {
    expect(refusal(from, request, NOW)).toBe(words);
  });

  it('shortens to the role’s longest time without a word', () => {
    const short = vault(
      { allowAnyName: true, maxTtl: DAY / 2 },
      { caEnds: new Date(NOW.getTime() + DAY) },
    );
    expect(refusal(short, asked(), NOW)).toBeUndefined();
  });
});
