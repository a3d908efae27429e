import { byId, type Call } from './Call';
import { kasmDate } from './kasmDate';

/** Settings and licences. */
export const settingCalls: Record<string, Call> = {
  // Some of the values are secrets.
  get_settings: {
    permission: 'settings_view',
    answer: ({ data }) => ({
      settings: data.settings.map(({ id, ...setting }) => ({
        setting_id: id,
        ...setting,
        value_type: typeof setting.value,
        description: null,
      })),
    }),
  },
  update_setting: {
    permission: 'settings_modify',
    changes: true,
    answer: ({ data }, asked) => {
      const setting = byId(data.settings, asked.setting_id, 'setting_id');
      setting.value = asked.value;
      return {};
    },
  },
  get_licenses: {
    permission: 'licenses_view',
    answer: ({ data }) => ({
      licenses: data.licences.map(({ id, limit, issuedAt, expiresAt }) => ({
        license_id: id,
        expiration: kasmDate(expiresAt),
        issued_at: kasmDate(issuedAt),
        issued_to: 'Sandbox',
        limit,
        is_verified: true,
        license_type: 'Per Concurrent Kasm',
        sku: 'sandbox',
        features: { auto_scaling: true, developer_api: true },
      })),
    }),
  },
};
