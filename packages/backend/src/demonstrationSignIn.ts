import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '@backstage/plugin-auth-node';

/** Ids of the auth providers, and names of the catalog's users. */
const people = ['platform-engineer', 'viewer'];

// There is nothing to authenticate: whoever reaches the demonstration may be either of the two.
const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  authenticate: async () => ({ result: {} }),
});

/**
 * Sign-in without a password for the demonstration's two people. Does nothing unless
 * `auth.providers` names them, which no production configuration does.
 */
export const demonstrationSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demonstration-sign-in',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        for (const name of people) {
          if (config.has(`auth.providers.${name}`)) {
            providers.registerProvider({
              providerId: name,
              factory: createProxyAuthProviderFactory({
                authenticator,
                signInResolver: (_, context) =>
                  context.signInWithCatalogUser({ entityRef: { name } }),
              }),
            });
          }
        }
      },
    });
  },
});
