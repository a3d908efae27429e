import type { TokenUser } from '../apiserver/access/authorize';

/** Who may talk to both clusters; the tokens are worth nothing outside the sandbox. */
export const SANDBOX_USERS: ReadonlyArray<
  TokenUser & { access: NonNullable<TokenUser['access']> }
> = (['admin', 'reader', 'writer'] as const).map(access => ({
  access,
  name: `sandbox-${access}`,
  groups: ['system:authenticated'],
  token: `sandbox-${access}`,
}));
