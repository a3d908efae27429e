import type { JsonObject } from '@backstage/types';
import { present } from '../specMapping';

const secret = 'steps.create.output.adminSecret';

/** How to sign in for the first time: the Secret's name, never what is in it. */
export const signingIn: JsonObject = {
  title: 'Signing in',
  default: true,
  if: present(secret),
  content: `Sign in at \${{ steps.create.output.url }} as \`admin@kasm.local\`. The first password is in the Secret \`\${{ ${secret}.name }}\`, key \`\${{ ${secret}.key }}\`, namespace \`\${{ ${secret}.namespace }}\`:\n\n\`\`\`\nkubectl -n \${{ ${secret}.namespace }} get secret \${{ ${secret}.name }} -o jsonpath="{.data.\${{ ${secret}.key }}}" | base64 -d\n\`\`\`\n`,
};
