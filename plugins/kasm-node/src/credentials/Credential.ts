/**
 * What it takes to talk to one API server. Holds secrets: never log it.
 *
 * @public
 */
export interface Credential {
  /** Address of the API server, without a slash at the end; may have a path. */
  server: string;
  tls: {
    /** PEM. */
    ca?: string;
    cert?: string;
    key?: string;
    /** Name that the server's certificate is checked for, when not the host's. */
    servername?: string;
    /** False only for kubeconfigs with `insecure-skip-tls-verify`, outside production. */
    rejectUnauthorized?: boolean;
  };
  /** Sent with every request, for example `authorization`. */
  headers: Record<string, string>;
}

/**
 * How a credential may be come by.
 *
 * @public
 */
export interface CredentialRules {
  /** For messages: `the reader of cluster rke2`. */
  owner: string;
  /** Let kubeconfigs run programs and name files outside their folder. */
  allowExec: boolean;
  /** Accept the sandbox's well-known tokens. */
  allowSandboxTokens: boolean;
  /** Refuse `insecure-skip-tls-verify`; default: whether NODE_ENV is `production`. */
  production?: boolean;
}
