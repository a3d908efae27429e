export interface Config {
  /** The sandbox that the demonstration portal runs on. */
  sandbox?: {
    /** Port of its control server on 127.0.0.1 (text where the environment gives it); without it the portal has no page for it. */
    controlPort?: number | string;
  };

  /** Answers Prometheus at `/metrics`, without sign-in: for a network that only it can reach. */
  prometheus?: {
    /** Address to listen on; default 127.0.0.1. */
    host?: string;
    /** Without it nothing is collected. */
    port?: number | string;
  };
}
