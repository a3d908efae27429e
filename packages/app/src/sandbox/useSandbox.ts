import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { SandboxApi, type SandboxState } from './SandboxApi';

const REFRESH_MS = 3000;

/** The sandbox's state, kept fresh while the page is looked at, and what can be done to it. */
export function useSandbox() {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const api = useMemo(
    () => new SandboxApi(discoveryApi, fetchApi),
    [discoveryApi, fetchApi],
  );
  const [state, setState] = useState<SandboxState>();
  const [error, setError] = useState<Error>();

  const refresh = useCallback(async () => {
    try {
      setState(await api.state());
      setError(undefined);
    } catch (failure) {
      setError(failure as Error);
    }
  }, [api]);

  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);

  /** Does something, then looks again; what goes wrong is shown until the next look. */
  const act = useCallback(
    async (action: (sandbox: SandboxApi) => Promise<unknown>) => {
      const failure = await action(api).then(
        () => undefined,
        (reason: Error) => reason,
      );
      await refresh();
      if (failure) setError(failure);
    },
    [api, refresh],
  );

  return { state, error, act };
}
