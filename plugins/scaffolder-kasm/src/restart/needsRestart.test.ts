import { needsRestart } from './needsRestart';

const proxy = (startedAt: string) => ({ role: 'proxy', startedAt });

describe('needsRestart', () => {
  const issued = '2026-11-20T10:00:00Z';

  it('names components with a container older than the certificate, each once', () => {
    expect(
      needsRestart(issued, [
        proxy('2026-10-20T10:00:00Z'),
        proxy('2026-10-21T10:00:00Z'),
        { role: 'rdp-gateway', startedAt: '2026-11-20T10:00:01Z' },
      ]),
    ).toEqual(['proxy']);
  });

  it('names one of which only some pods are older', () => {
    expect(
      needsRestart(issued, [
        proxy('2026-11-21T10:00:00Z'),
        proxy('2026-11-19T10:00:00Z'),
      ]),
    ).toEqual(['proxy']);
  });

  it('drops nobody on a guess', () => {
    expect(needsRestart(undefined, [proxy('2026-10-20T10:00:00Z')])).toEqual(
      [],
    );
    expect(needsRestart(issued, [proxy('')])).toEqual([]);
  });
});
