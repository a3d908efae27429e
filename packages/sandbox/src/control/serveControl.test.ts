import { request } from 'node:http';
import { createFaultRegistry, type Fault } from '../faults/FaultRegistry';
import { createClock, type LiveClock } from '../world/createClock';
import { DayPlayer } from './DayPlayer';
import { serveControl, type Control } from './serveControl';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const done: string[] = [];

function fault(id: string, more: Partial<Fault> = {}): Fault {
  return {
    id,
    title: `Title of ${id}`,
    description: `What ${id} does.`,
    area: 'Area',
    takesTarget: true,
    inject: target => {
      if (target === 'nobody') throw new Error("No deployment 'nobody'");
      done.push(`inject ${id} ${target ?? '-'}`);
      return {
        heal: () => {
          done.push(`heal ${id} ${target ?? '-'}`);
        },
      };
    },
    ...more,
  };
}

let control: Control;
let clock: LiveClock;

beforeEach(async () => {
  done.length = 0;
  clock = createClock();
  control = await serveControl({
    port: 0,
    faults: createFaultRegistry([
      fault('crash'),
      fault('hangs', { place: 'api', takesTarget: false }),
      fault('refuses', { place: 'api', takesTarget: false }),
    ]),
    clock,
    day: new DayPlayer(() => {
      throw new Error('Nobody works here.');
    }),
    deployments: () => ['one', 'workspaces'],
  });
});

afterEach(async () => {
  clock.stop();
  await control.close();
});

function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: any }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${control.url}${path}`,
      { method, headers, agent: false },
      async response => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

async function activeFaults(): Promise<string[]> {
  const { body } = await ask('GET', '/faults');
  return body
    .filter((each: { active: boolean }) => each.active)
    .map((each: { id: string }) => each.id);
}

describe('the control server', () => {
  it('says what it is and which faults there are', async () => {
    expect((await ask('GET', '/')).body.routes).toContain('GET /faults');
    expect((await ask('GET', '/faults')).body).toContainEqual({
      id: 'crash',
      title: 'Title of crash',
      description: 'What crash does.',
      area: 'Area',
      takesTarget: true,
      active: false,
    });
  });

  it('injects and heals one fault', async () => {
    expect(await ask('POST', '/faults/crash/inject')).toMatchObject({
      status: 200,
      body: { id: 'crash', active: true },
    });
    expect(await activeFaults()).toEqual(['crash']);
    await ask('POST', '/faults/crash/inject');
    expect(done).toEqual(['inject crash -']);
    await ask('POST', '/faults/crash/heal');
    expect(await activeFaults()).toEqual([]);
    expect(done).toEqual(['inject crash -', 'heal crash -']);
  });

  it('heals the former target before it hits another', async () => {
    await ask('POST', '/faults/crash/inject?target=one');
    await ask('POST', '/faults/crash/inject?target=two');
    expect(done).toEqual([
      'inject crash one',
      'heal crash one',
      'inject crash two',
    ]);
  });

  it('lets the later of two faults at one place take over', async () => {
    await ask('POST', '/faults/hangs/inject');
    await ask('POST', '/faults/refuses/inject');
    expect(await activeFaults()).toEqual(['refuses']);
  });

  it('heals everything', async () => {
    await ask('POST', '/faults/crash/inject');
    await ask('POST', '/faults/hangs/inject');
    expect((await ask('POST', '/heal')).status).toBe(200);
    expect(await activeFaults()).toEqual([]);
  });

  it('names the known faults when asked for another', async () => {
    const { status, body } = await ask('POST', '/faults/nope/inject');
    expect(status).toBe(404);
    expect(body.error).toContain("no fault 'nope'");
    expect(body.error).toContain('crash, hangs, refuses');
  });

  it('says why a fault could not be injected, and leaves it inactive', async () => {
    expect(await ask('POST', '/faults/crash/inject?target=nobody')).toEqual({
      status: 409,
      body: { error: "No deployment 'nobody'" },
    });
    expect((await ask('POST', '/faults/hangs/inject?target=x')).status).toBe(
      400,
    );
    expect(await activeFaults()).toEqual([]);
  });

  it('does nothing for another host name, another site or the wrong method', async () => {
    const path = '/faults/crash/inject';
    expect((await ask('POST', path, { host: 'evil.example' })).status).toBe(
      403,
    );
    expect(
      (await ask('POST', path, { origin: 'https://evil.example' })).status,
    ).toBe(403);
    expect((await ask('GET', path)).status).toBe(405);
    expect((await ask('GET', '/nothing')).status).toBe(404);
    expect(done).toEqual([]);
  });

  it('names the deployments that can be hit, and who is hit', async () => {
    expect((await ask('GET', '/deployments')).body).toEqual([
      'one',
      'workspaces',
    ]);
    const { body } = await ask('POST', '/faults/crash/inject?target=one');
    expect(body).toMatchObject({ active: true, target: 'one' });
  });

  it('lets time pass faster, stand still and jump', async () => {
    let passed = false;
    clock.after(2 * 3_600_000, () => {
      passed = true;
    });
    expect((await ask('GET', '/clock')).body).toMatchObject({ speed: 1 });
    expect((await ask('POST', '/clock/speed?factor=0')).body).toMatchObject({
      speed: 0,
    });
    await ask('POST', '/clock/advance?by=1h');
    expect(passed).toBe(false);
    await ask('POST', '/clock/advance?by=60m');
    expect(passed).toBe(true);
  });

  it('says why a day cannot be played', async () => {
    expect((await ask('GET', '/day')).body).toEqual({ playing: false });
    expect(await ask('POST', '/day/start')).toEqual({
      status: 409,
      body: { error: 'Nobody works here.' },
    });
    expect((await ask('POST', '/day/start?seconds=0')).status).toBe(400);
  });

  it.each([
    ['/clock/advance?by=soon', "'soon' is not a time"],
    ['/clock/advance?by=400d', 'of a year at most'],
    ['/clock/speed?factor=-1', 'from 0 to'],
    ['/clock/speed', 'from 0 to'],
  ])('refuses %s', async (path, message) => {
    const { status, body } = await ask('POST', path);
    expect(status).toBe(400);
    expect(body.error).toContain(message);
  });
});
