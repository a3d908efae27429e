/** The two people of the demonstration; each id is an auth provider of packages/backend. */
export const roles = [
  {
    id: 'platform-engineer',
    title: 'Platform engineer',
    message: 'Creates and operates Kasm deployments.',
  },
  {
    id: 'viewer',
    title: 'Viewer',
    message: 'Looks at everything and changes nothing.',
  },
] as const;

export type RoleId = (typeof roles)[number]['id'];
