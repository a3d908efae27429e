/** Who may talk to both clusters; the tokens are worth nothing outside the sandbox. */
export const SANDBOX_USERS = [
  { role: 'admin', token: 'sandbox-admin' },
  { role: 'reader', token: 'sandbox-reader' },
  { role: 'writer', token: 'sandbox-writer' },
] as const;
