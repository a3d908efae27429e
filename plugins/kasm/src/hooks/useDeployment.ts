import { useEffect, useMemo, useReducer } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  KASM_SIGNAL_CHANNEL,
  type KasmSignal,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { kasmApiRef } from '../api/KasmApi';
import type { DeploymentView } from '../live/DeploymentView';
import { liveDeployment } from '../live/liveDeployments';

/**
 * The live status of a deployment. Signals and polling run side by side: a signal makes a change
 * visible at once, and the poll catches what a lost signal would have missed.
 *
 * @internal
 */
export function useDeployment(ref: string): {
  view: DeploymentView;
  /** Looks again now. */
  look: () => void;
} {
  const api = useApi(kasmApiRef);
  const live = useMemo(() => liveDeployment(api, ref), [api, ref]);
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const { lastSignal } = useSignal<KasmSignal>(KASM_SIGNAL_CHANNEL);

  useEffect(() => {
    const unsubscribe = live.subscribe(changed);
    changed();
    return unsubscribe;
  }, [live]);

  useEffect(() => {
    if (lastSignal) live.signalled(lastSignal);
  }, [live, lastSignal]);

  return { view: live.view, look: live.look };
}
