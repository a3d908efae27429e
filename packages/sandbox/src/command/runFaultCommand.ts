import type { FaultInfo } from '../Sandbox';
import type { Command } from './parseCommand';

type FaultCommand = Extract<
  Command,
  { kind: 'faultList' | 'faultInject' | 'faultHeal' }
>;

const DEADLINE = 10_000;

/**
 * Asks the control port of a running sandbox. Returns the lines to print; throws an Error whose
 * message says what is wrong.
 */
export async function runFaultCommand(
  command: FaultCommand,
): Promise<string[]> {
  if (command.kind === 'faultList') {
    const faults = await ask<FaultInfo[]>(command, 'GET', '/faults');
    return faults.map(line);
  }
  if (command.kind === 'faultInject') {
    const query = command.target
      ? `?target=${encodeURIComponent(command.target)}`
      : '';
    const path = `/faults/${encodeURIComponent(command.id)}/inject${query}`;
    return [line(await ask<FaultInfo>(command, 'POST', path))];
  }
  if (command.id) {
    const path = `/faults/${encodeURIComponent(command.id)}/heal`;
    return [line(await ask<FaultInfo>(command, 'POST', path))];
  }
  await ask<FaultInfo[]>(command, 'POST', '/heal');
  return ['Everything is healed.'];
}

function line(fault: FaultInfo): string {
  return `${fault.active ? 'active  ' : '-       '}${fault.id}: ${
    fault.description
  }`;
}

async function ask<T>(
  command: FaultCommand,
  method: string,
  path: string,
): Promise<T> {
  const base = `http://127.0.0.1:${command.controlPort}`;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${base}${path}`, {
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
