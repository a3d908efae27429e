import { createPermission } from '@backstage/plugin-permission-common';

/** Breaking and mending the sandbox. The app's page asks for it by its name. */
export const sandboxControlPermission = createPermission({
  name: 'sandbox.control',
  attributes: { action: 'update' },
});
