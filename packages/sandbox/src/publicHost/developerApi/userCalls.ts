import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import { KasmRefusal } from '../../controllers/kasmApp/KasmInstallation';
import type { KasmUser } from '../../controllers/kasmApp/KasmData';
import { bareId, kasmId } from '../../controllers/kasmApp/kasmId';
import { target, type Call } from './Call';
import { kasmDate } from './kasmDate';

const GROUPS = {
  everybody: { name: 'All Users', group_id: kasmId('group of all users') },
  administrators: {
    name: 'Administrators',
    group_id: kasmId('group of administrators'),
  },
};

function userRecord({ data }: KasmInstallation, user: KasmUser) {
  return {
    user_id: user.id,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    phone: null,
    email: null,
    realm: 'local',
    organization: null,
    locked: false,
    disabled: false,
    two_factor: false,
    set_two_factor: false,
    created: kasmDate(user.createdAt),
    password_set_date: kasmDate(user.createdAt),
    // Kasm writes Python's word for nothing.
    last_session:
      user.lastSession === undefined ? 'None' : kasmDate(user.lastSession),
    notes: null,
    groups: [GROUPS.everybody, ...(user.admin ? [GROUPS.administrators] : [])],
    kasms: data.sessions
      .filter(({ userId }) => userId === user.id)
      .map(({ id }) => ({ kasm_id: id })),
    assigned_servers: [],
  };
}

/** Users and groups. */
export const userCalls: Record<string, Call> = {
  get_users: {
    permission: 'users_view',
    answer: kasm => ({
      users: kasm.data.users.map(user => userRecord(kasm, user)),
    }),
  },
  get_user: {
    permission: 'users_view',
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_user');
      const user = kasm.data.users.find(
        ({ id, username }) =>
          id === bareId(wanted.user_id) || username === wanted.username,
      );
      if (!user) throw new KasmRefusal('Could not find user');
      return { user: userRecord(kasm, user) };
    },
  },
  get_groups: {
    permission: 'groups_view',
    answer: () => ({
      groups: Object.values(GROUPS).map((group, index) => ({
        ...group,
        description: null,
        is_system: true,
        priority: index === 0 ? 8192 : 1,
      })),
    }),
  },
};
