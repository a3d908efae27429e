import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import type { KasmSession } from '../../controllers/kasmApp/KasmData';
import { bareId, kasmToken } from '../../controllers/kasmApp/kasmId';
import { byId, type Asked, type Call } from './Call';
import { kasmDate } from './kasmDate';
import { operational, sessionRecord } from './sessionRecord';

const sessionOf = (kasm: KasmInstallation, asked: Asked) =>
  byId(kasm.data.sessions, asked.kasm_id, 'kasm_id');

const link = ({ id, userId, token }: KasmSession) =>
  `/#/connect/kasm/${id}/${userId}/${token}`;

/** A call that does something to one session and answers nothing. */
const doing = (
  act: (kasm: KasmInstallation, session: KasmSession) => void,
): Call => ({
  permission: 'sessions_modify',
  changes: true,
  answer: (kasm, asked) => {
    act(kasm, sessionOf(kasm, asked));
    return {};
  },
});

/** Sessions. */
export const sessionCalls: Record<string, Call> = {
  get_kasms: {
    permission: 'sessions_view',
    answer: (kasm, _asked, now) => ({
      current_time: kasmDate(now),
      kasms: kasm.data.sessions.map(session => sessionRecord(kasm, session)),
    }),
  },
  // Asking for one session changes it: its link is made anew.
  get_kasm_status: {
    permission: 'user',
    changes: true,
    answer: (kasm, asked, now) => {
      const session = sessionOf(kasm, asked);
      session.token = kasmToken(`${session.token} at ${now.getTime()}`);
      return {
        kasm: sessionRecord(kasm, session),
        kasm_url: link(session),
        current_time: kasmDate(now),
        ...operational(kasm, session),
      };
    },
  },
  request_kasm: {
    permission: 'user',
    changes: true,
    answer: (kasm, asked) => {
      const session = kasm.request({
        userId: bareId(asked.user_id),
        imageId: bareId(asked.image_id),
      });
      const user = kasm.data.users.find(({ id }) => id === session.userId);
      return {
        kasm_id: session.id,
        status: 'starting',
        user_id: session.userId,
        username: user?.username,
        session_token: session.token,
        kasm_url: link(session),
        share_id: asked.enable_sharing ? session.shareId : null,
      };
    },
  },
  keepalive: {
    permission: 'user',
    changes: true,
    answer: (kasm, asked) => {
      kasm.keepAlive(sessionOf(kasm, asked));
      return { usage_reached: false };
    },
  },
  stop_kasm: doing((kasm, session) => kasm.stop(session)),
  resume_kasm: doing((kasm, session) => kasm.resume(session)),
  destroy_kasm: doing((kasm, session) => kasm.destroy(session)),
};
