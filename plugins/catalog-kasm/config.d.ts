export interface Config {
  kasm?: {
    catalog?: {
      /**
       * Where the runbook's sources are, as a TechDocs reference: `dir:<folder>` or `url:<address>`.
       * By default the one that comes with this package.
       */
      runbook?: string;
      /** Owner of the templates and the runbook. Default `group:default/platform-engineers`. */
      owner?: string;
      /**
       * Offers a pull request with the manifests beside applying them. The action that publishes must be
       * installed; the repository is never input of a user.
       */
      gitops?: {
        action:
          | 'publish:github:pull-request'
          | 'publish:gitlab:merge-request'
          | 'publish:bitbucketServer:pull-request'
          | 'publish:bitbucketCloud:pull-request';
        /** As that action takes it, such as `github.com?owner=example&repo=platform`. */
        repoUrl: string;
      };
    };
  };
}
