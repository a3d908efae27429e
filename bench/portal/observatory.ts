import { ConfigReader } from '@backstage/config';
import type { StatusChange } from '../../plugins/kasm-backend/src/service/StatusListener';
import { Observatory } from '../../plugins/kasm-backend/src/service/Observatory';
import { readKasmConfig } from '../../plugins/kasm-node/src';
import { pause } from '../harness/statistics';
import type { SandboxProcess } from '../sandbox/startServer';
import { fleetConfig, type WatchMode } from './fleetConfig';

const quiet: any = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => quiet,
};

/** What observes and judges, without the portal around it. */
export function openObservatory(
  sandbox: SandboxProcess,
  watch: WatchMode,
  onChange: (change: StatusChange) => void,
): Observatory {
  const kasm = fleetConfig(sandbox, watch);
  const config = readKasmConfig(new ConfigReader({ kasm } as never) as never)!;
  const observatory = new Observatory({
    config,
    logger: quiet,
    events: { publish: async () => {}, subscribe: async () => {} },
    signal: { tell() {} } as never,
    listeners: [{ changed: onChange }],
  });
  observatory.start();
  return observatory;
}

/** Resolves when everything of every deployment was seen and is well. */
export async function complete(
  observatory: Observatory,
  deployments: number,
): Promise<void> {
  for (;;) {
    const healthy = observatory.statuses
      .all()
      .filter(({ item }) => item.health === 'healthy');
    if (healthy.length >= deployments) {
      return;
    }
    await pause(50);
  }
}
