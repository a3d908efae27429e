export interface Config {
  kasm?: {
    catalog?: {
      /**
       * Where the runbook's sources are, as a TechDocs reference: `dir:<folder>` or `url:<address>`.
       * By default the one that comes with this package.
       */
      runbook?: string;
      /** Owner of the Create template and the runbook. Default `group:default/platform-engineers`. */
      owner?: string;
    };
  };
}
