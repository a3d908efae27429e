import type { FaultInfo } from '../Sandbox';
import type { ControlCommand } from './controlCommand';

const DEADLINE = 60_000;

/**
 * Asks the control port of a running sandbox. Returns the lines to print; throws an Error whose
 * message says what is wrong.
 */
export async function runControlCommand(
  command: ControlCommand,
): Promise<string[]> {
  const ask = <T>(method: string, path: string, query = {}) =>
    askControl<T>(command.controlPort, method, path, query);
  switch (command.kind) {
    case 'faultList':
      return (await ask<FaultInfo[]>('GET', '/faults')).map(line);
    case 'faultInject': {
      const path = `/faults/${encodeURIComponent(command.id)}/inject`;
      const { target } = command;
      return [line(await ask<FaultInfo>('POST', path, { target }))];
    }
    case 'faultHeal': {
      if (command.id) {
        const path = `/faults/${encodeURIComponent(command.id)}/heal`;
        return [line(await ask<FaultInfo>('POST', path))];
      }
      await ask('POST', '/heal');
      return ['Everything is healed.'];
    }
    case 'clock':
      return [time(await ask<Time>('GET', '/clock'))];
    case 'clockSpeed': {
      const { factor } = command;
      return [time(await ask<Time>('POST', '/clock/speed', { factor }))];
    }
    case 'clockAdvance': {
      const { by } = command;
      await ask<Time>('POST', '/clock/advance', { by });
      return [`${by} have passed.`];
    }
    case 'dayStart': {
      const { seconds } = command;
      const day = await ask<Day>('POST', '/day/start', { seconds });
      return [`A day begins; it lasts ${day.seconds} s.`];
    }
    default:
      await ask('POST', '/day/stop');
      return ['The day is over.'];
  }
}

interface Time {
  speed: number;
}

interface Day {
  seconds: number;
}

function time({ speed }: Time): string {
  return speed === 0
    ? 'Time stands still; clock advance moves it on.'
    : `${speed} simulated seconds pass per second.`;
}

function line(fault: FaultInfo): string {
  return `${fault.active ? 'active  ' : '-       '}${fault.id}: ${
    fault.description
  }`;
}

async function askControl<T>(
  port: number,
  method: string,
  path: string,
  query: Record<string, string | undefined>,
): Promise<T> {
  const base = `http://127.0.0.1:${port}`;
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(DEADLINE),
    });
    body = await response.json();
  } catch {
    throw new Error(
      `No sandbox answers at ${base}. Start it with npm run sandbox, or name its port with --control-port`,
    );
  }
  if (!response.ok) {
    throw new Error(
      (body as { error?: string }).error ??
        `${base} answers ${response.status}`,
    );
  }
  return body as T;
}
