import { degraded } from '../../dev/scenarios/degraded';
import { healthy } from '../../dev/scenarios/healthy';
import type { KasmAnswer } from '../api/KasmApi';
import { LiveDeployment } from './LiveDeployment';
import { liveness } from './liveness';

type Ask = { etag?: string; signal: AbortSignal };

function setup() {
  const asked: Ask[] = [];
  let answer: () => Promise<KasmAnswer> = async () => ({
    kind: 'status',
    status: healthy,
    etag: 'healthy-1',
  });
  const live = new LiveDeployment(
    {
      getDeployment: (_ref, options) => {
        asked.push(options);
        return answer();
      },
    },
    'rke2/workspaces',
  );
  const drawn = jest.fn();
  const answerWith = (next: () => Promise<KasmAnswer>) => {
    answer = next;
  };
  return { live, asked, drawn, answerWith };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

function setVisible(visible: boolean) {
  jest
    .spyOn(document, 'visibilityState', 'get')
    .mockReturnValue(visible ? 'visible' : 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Past the warm-up, and just after a look. */
async function settled(live: LiveDeployment, drawn: () => void) {
  const leave = live.subscribe(drawn);
  await pass(75_000);
  return leave;
}

describe('LiveDeployment', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('looks at once, and every 10 s when nothing moves', async () => {
    const { live, asked, drawn } = setup();
    const leave = live.subscribe(drawn);
    await pass(0);
    expect(live.view).toMatchObject({ state: 'shown', status: healthy });
    await pass(70_000);
    const before = asked.length;
    await pass(30_000);
    expect(asked.length - before).toBe(3);
    leave();
  });

  it('looks every 2 s while it is not healthy', async () => {
    const { live, asked, drawn, answerWith } = setup();
    answerWith(async () => ({ kind: 'status', status: degraded }));
    const leave = await settled(live, drawn);
    const before = asked.length;
    await pass(10_000);
    expect(asked.length - before).toBe(5);
    leave();
  });

  it('looks every 2 s after a cold load, when the first signal may be lost', async () => {
    const { live, asked, drawn } = setup();
    const leave = live.subscribe(drawn);
    await pass(10_000);
    expect(asked).toHaveLength(6);
    leave();
  });

  it('trusts signals once one has arrived', async () => {
    const { live, asked, drawn } = setup();
    const leave = live.subscribe(drawn);
    await pass(1_000);
    live.signalled({ revision: 'other' });
    await pass(0);
    expect(asked).toHaveLength(2);
    await pass(9_000);
    expect(asked).toHaveLength(2);
    leave();
  });

  it('does not ask for what it already has', async () => {
    const { live, asked, drawn } = setup();
    const leave = await settled(live, drawn);
    const before = asked.length;
    live.signalled({ revision: healthy.revision });
    await pass(1_000);
    expect(asked).toHaveLength(before);
    leave();
  });

  it('asks again when a signal comes while an answer is under way', async () => {
    const { live, asked, drawn, answerWith } = setup();
    const leave = await settled(live, drawn);
    const before = asked.length;
    answerWith(
      () =>
        new Promise(resolve => {
          setTimeout(() => resolve({ kind: 'notModified' }), 1_000);
        }),
    );
    live.signalled({ revision: 'a' });
    await pass(500);
    answerWith(async () => ({ kind: 'status', status: degraded }));
    live.signalled({ revision: degraded.revision });
    await pass(600);
    expect(asked).toHaveLength(before + 2);
    expect(live.view.status).toBe(degraded);
    leave();
  });

  it('makes few requests of a storm of signals', async () => {
    const { live, asked, drawn } = setup();
    const leave = await settled(live, drawn);
    const before = asked.length;
    for (let i = 0; i < 100; i++) {
      live.signalled({ revision: `${i}` });
      await pass(10);
    }
    expect(asked.length - before).toBeLessThanOrEqual(4);
    leave();
  });

  it('keeps the document itself when it is told that nothing changed', async () => {
    const { live, asked, drawn, answerWith } = setup();
    const leave = live.subscribe(drawn);
    await pass(0);
    const { status, seenAt } = live.view;
    answerWith(async () => ({ kind: 'notModified' }));
    await pass(4_000);
    expect(asked[1].etag).toBe('healthy-1');
    expect(live.view.status).toBe(status);
    expect(live.view.seenAt).toBeGreaterThan(seenAt!);
    leave();
  });

  it('asks for the whole document now and then, for the times that no revision holds', async () => {
    const { live, asked, drawn } = setup();
    const leave = live.subscribe(drawn);
    await pass(0);
    await pass(100_000);
    expect(asked.filter(ask => ask.etag === undefined)).toHaveLength(1);
    leave();
  });

  it('keeps what it saw when the backend fails, and says that it is getting old', async () => {
    const { live, drawn, answerWith } = setup();
    const leave = await settled(live, drawn);
    expect(liveness(live.view, Date.now())).toBe('live');
    answerWith(async () => {
      throw new Error('The backend cannot be reached');
    });
    live.look();
    await pass(500);
    expect(live.view).toMatchObject({
      state: 'shown',
      status: healthy,
      failure: 'The backend cannot be reached',
    });
    expect(liveness(live.view, Date.now())).toBe('reconnecting');
    await pass(20_000);
    expect(liveness(live.view, Date.now())).toBe('past');

    answerWith(async () => ({ kind: 'notModified' }));
    await pass(10_000);
    expect(liveness(live.view, Date.now())).toBe('live');
    expect(live.view.failure).toBeUndefined();
    leave();
  });

  it('gives up on an answer that does not come, and goes on', async () => {
    const { live, asked, drawn, answerWith } = setup();
    answerWith(() => new Promise(() => {}));
    const leave = live.subscribe(drawn);
    await pass(10_000);
    expect(live.view).toMatchObject({
      state: 'failed',
      failure: 'no answer within 10 s',
    });
    expect(asked[0].signal.aborted).toBe(true);
    await pass(2_000);
    expect(asked).toHaveLength(2);
    leave();
  });

  it('forgets what may no longer be seen', async () => {
    const { live, drawn, answerWith } = setup();
    const leave = live.subscribe(drawn);
    await pass(0);
    answerWith(async () => ({ kind: 'notFound' }));
    await pass(2_000);
    expect(live.view.state).toBe('notFound');
    expect(live.view.status).toBeUndefined();
    leave();
  });

  it('rests while the page is hidden, and looks at once when it is back', async () => {
    const { live, asked, drawn } = setup();
    const leave = live.subscribe(drawn);
    await pass(0);
    setVisible(false);
    live.signalled({ revision: 'unseen' });
    await pass(300_000);
    expect(asked).toHaveLength(1);
    expect(liveness(live.view, Date.now())).toBe('past');
    setVisible(true);
    await pass(0);
    expect(asked).toHaveLength(2);
    expect(liveness(live.view, Date.now())).toBe('live');
    leave();
  });

  it('leaves no timer behind and drops the answer under way', async () => {
    const { live, asked, drawn, answerWith } = setup();
    answerWith(
      () =>
        new Promise(resolve => {
          setTimeout(() => resolve({ kind: 'notFound' }), 1_000);
        }),
    );
    const leave = live.subscribe(drawn);
    leave();
    expect(asked[0].signal.aborted).toBe(true);
    await pass(1_000);
    expect(live.view.state).toBe('loading');
    expect(drawn).not.toHaveBeenCalled();
    await pass(10_000);
    expect(jest.getTimerCount()).toBe(0);
    expect(asked).toHaveLength(1);
  });
});
