import type { KasmApps } from './startKasmApps';
import type { KasmPlace } from './kasmRelease';

/** Whether the stream of a session may be opened with a token: it runs, and the token is one of its own. */
export function opensDesktopOf(kasms: KasmApps) {
  return (place: KasmPlace, kasmId: string, token: string): boolean => {
    const session = kasms
      .at(place)
      ?.data.sessions.find(({ id }) => id === kasmId);
    return (
      session?.status === 'running' &&
      [session.token, session.viewOnlyToken].includes(token)
    );
  };
}
