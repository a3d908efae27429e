import type { Resolve } from '@kasm-portal/backstage-plugin-kasm-node';
import { HostLookups } from './HostLookups';

const cluster = (address?: string) => ({
  name: 'rke2',
  domains: ['example.com', 'sandbox.localhost'],
  ingress: { namespace: 'kube-system', workload: 't', port: 443, address },
});

const answering = (resolve: Resolve, deadline?: number) =>
  new HostLookups({ resolve, deadline });

function failing(code: string): Resolve {
  return async () => {
    throw Object.assign(new Error('getaddrinfo'), { code });
  };
}

describe('HostLookups', () => {
  it('compares what DNS says with the ingress', async () => {
    const lookups = answering(async () => ['10.0.0.5']);
    await expect(
      lookups.ask(cluster('10.0.0.5'), 'kasm.example.com'),
    ).resolves.toEqual({
      host: 'kasm.example.com',
      addresses: ['10.0.0.5'],
      expected: ['10.0.0.5'],
      matches: true,
    });
    await expect(
      lookups.ask(cluster('10.0.0.9'), 'kasm.example.com'),
    ).resolves.toMatchObject({
      matches: false,
      problem:
        'kasm.example.com points at 10.0.0.5, not at the ingress (10.0.0.9)',
    });
  });

  it('goes by the addresses of whatever stands in front of the ingress', async () => {
    const { ingress, ...rest } = cluster('10.0.0.5');
    await expect(
      answering(async () => ['192.0.2.7']).ask(
        { ...rest, ingress: { ...ingress, addresses: ['192.0.2.7'] } },
        'kasm.example.com',
      ),
    ).resolves.toMatchObject({ expected: ['192.0.2.7'], matches: true });
  });

  it('does not judge where no address of the ingress is configured', async () => {
    const answer = await answering(async () => ['10.0.0.5']).ask(
      cluster(),
      'kasm.example.com',
    );
    expect(answer).toEqual({
      host: 'kasm.example.com',
      addresses: ['10.0.0.5'],
      expected: [],
    });
  });

  it.each([
    ['ENOTFOUND', 'There is no DNS record for kasm.example.com yet'],
    [
      'EAI_AGAIN',
      "The portal's resolver could not look up kasm.example.com (EAI_AGAIN)",
    ],
  ])('says what %s means', async (code, problem) => {
    await expect(
      answering(failing(code)).ask(cluster('10.0.0.5'), 'kasm.example.com'),
    ).resolves.toEqual({
      host: 'kasm.example.com',
      addresses: [],
      expected: ['10.0.0.5'],
      problem,
    });
  });

  it('does not wait for a resolver that is silent', async () => {
    const answer = await answering(() => new Promise(() => {}), 10).ask(
      cluster(),
      'kasm.example.com',
    );
    expect(answer.problem).toMatch(/did not answer for kasm.example.com/);
  });

  it.each([
    'example.org',
    'evilexample.com',
    'kasm.example.com.evil.org',
    'localhost',
  ])('looks up nothing outside the domains: %s', async host => {
    const resolve = jest.fn(async () => ['10.0.0.5']);
    await expect(answering(resolve).ask(cluster(), host)).rejects.toThrow(
      `"${host}" is not within the domains of cluster rke2`,
    );
    expect(resolve).not.toHaveBeenCalled();
  });

  it('asks once for many, and for few hosts at a time', async () => {
    const answers: Array<(addresses: string[]) => void> = [];
    const resolve = jest.fn(
      () => new Promise<string[]>(answer => answers.push(answer)),
    );
    const lookups = answering(resolve);
    const asked = [
      lookups.ask(cluster(), 'a.example.com'),
      lookups.ask(cluster(), 'a.example.com'),
      lookups.ask(cluster(), 'b.example.com'),
    ];
    expect(resolve).toHaveBeenCalledTimes(2);
    await expect(lookups.ask(cluster(), 'c.example.com')).rejects.toMatchObject(
      { statusCode: 429 },
    );
    answers.forEach(answer => answer(['10.0.0.5']));
    await Promise.all(asked);
    const later = lookups.ask(cluster(), 'c.example.com');
    answers[2](['10.0.0.6']);
    await expect(later).resolves.toMatchObject({ addresses: ['10.0.0.6'] });
  });

  it('takes names below localhost for the machine itself', async () => {
    await expect(
      new HostLookups().ask(cluster('127.0.0.1'), 'kasm.sandbox.localhost'),
    ).resolves.toMatchObject({ addresses: ['127.0.0.1'], matches: true });
  });
});
