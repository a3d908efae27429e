import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';

/** A fault, as the sandbox's control port describes it. */
export interface Fault {
  id: string;
  title: string;
  description: string;
  area: string;
  takesTarget: boolean;
  active: boolean;
  target?: string;
}

/** A day of work, played in a minute. */
export interface Day {
  /** As on the wall: `09:30`. */
  time: string;
  sessions: number;
  /** What happened last. */
  latest: string;
}

/** The sandbox as the page shows it. */
export interface SandboxState {
  faults: Fault[];
  /** Names of the deployments that a fault can hit. */
  deployments: string[];
  /** Simulated seconds per second. */
  speed: number;
  /** The day of work that is being played. */
  day?: Day;
}

/** Asks the sandbox through the portal's backend; every call rejects with one sentence. */
export class SandboxApi {
  constructor(
    private readonly discoveryApi: DiscoveryApi,
    private readonly fetchApi: FetchApi,
  ) {}

  async state(): Promise<SandboxState> {
    const [faults, deployments, clock, day] = await Promise.all([
      this.ask<Fault[]>('GET', '/faults'),
      this.ask<string[]>('GET', '/deployments'),
      this.ask<{ speed: number }>('GET', '/clock'),
      this.ask<{ playing: boolean } & Day>('GET', '/day'),
    ]);
    return {
      faults,
      deployments,
      speed: clock.speed,
      ...(day.playing ? { day } : {}),
    };
  }

  inject({ id, takesTarget }: Fault, target: string): Promise<unknown> {
    const query = takesTarget ? `?target=${encodeURIComponent(target)}` : '';
    return this.ask('POST', `/faults/${encodeURIComponent(id)}/inject${query}`);
  }

  heal({ id }: Fault): Promise<unknown> {
    return this.ask('POST', `/faults/${encodeURIComponent(id)}/heal`);
  }

  healAll(): Promise<unknown> {
    return this.ask('POST', '/heal');
  }

  setSpeed(factor: number): Promise<unknown> {
    return this.ask('POST', `/clock/speed?factor=${factor}`);
  }

  playDay(target: string): Promise<unknown> {
    return this.ask('POST', `/day/start?target=${encodeURIComponent(target)}`);
  }

  stopDay(): Promise<unknown> {
    return this.ask('POST', '/day/stop');
  }

  private async ask<T>(method: string, path: string): Promise<T> {
    const base = await this.discoveryApi.getBaseUrl('sandbox');
    const response = await this.fetchApi.fetch(`${base}/control${path}`, {
      method,
    });
    const body = await response.json().catch(() => undefined);
    if (!response.ok) {
      // The sandbox says `error: string`, the portal `error: { message }`.
      const error = body?.error;
      throw new Error(
        error?.message ?? error ?? `The portal answers ${response.status}`,
      );
    }
    return body as T;
  }
}
