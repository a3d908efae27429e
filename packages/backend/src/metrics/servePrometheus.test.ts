import { metrics, type ObservableResult } from '@opentelemetry/api';
import { servePrometheus } from './servePrometheus';

describe('servePrometheus', () => {
  let served: Awaited<ReturnType<typeof servePrometheus>>;
  const scrape = async () =>
    (await fetch(`http://127.0.0.1:${served.port}/metrics`)).text();

  beforeEach(async () => {
    served = await servePrometheus({ host: '127.0.0.1', port: 0 });
  });
  afterEach(() => served.stop());

  function observe(known: Set<string>) {
    metrics
      .getMeter('test')
      .createObservableGauge('kasm_test')
      .addCallback((result: ObservableResult) => {
        for (const deployment of known) result.observe(1, { deployment });
      });
  }

  it('shows what is there now, and not what was', async () => {
    const known = new Set(['rke2/a', 'rke2/b']);
    observe(known);
    expect(await scrape()).toContain('kasm_test{deployment="rke2/b"} 1');

    known.delete('rke2/b');
    const text = await scrape();
    expect(text).toContain('kasm_test{deployment="rke2/a"} 1');
    expect(text).not.toContain('rke2/b');
  });

  it('shows every deployment of a large estate by its name', async () => {
    observe(new Set(Array.from({ length: 5_000 }, (_, n) => `rke2/d-${n}`)));
    const text = await scrape();
    expect(text.match(/^kasm_test\{/gm)).toHaveLength(5_000);
    expect(text).not.toContain('overflow');
  });

  it('adds counters up', async () => {
    const counter = metrics.getMeter('test').createCounter('kasm_counted');
    counter.add(2);
    expect(await scrape()).toContain('kasm_counted_total 2');
    counter.add(3);
    expect(await scrape()).toContain('kasm_counted_total 5');
  });

  it('serves nothing else', async () => {
    const url = `http://127.0.0.1:${served.port}`;
    expect((await fetch(`${url}/`)).status).toBe(404);
    const posted = await fetch(`${url}/metrics`, { method: 'POST' });
    expect(posted.status).toBe(404);
  });

  it('says when its port is taken', async () => {
    await expect(
      servePrometheus({ host: '127.0.0.1', port: served.port }),
    ).rejects.toThrow('EADDRINUSE');
  });
});
