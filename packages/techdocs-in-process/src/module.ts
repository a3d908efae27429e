import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { InProcessMkdocs } from './InProcessMkdocs';

/**
 * Takes the place of the container in which TechDocs runs mkdocs; everything around it stays upstream's.
 */
export const techdocsModuleInProcess = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'in-process',
  register(reg) {
    reg.registerInit({
      deps: {
        generator: techdocsGeneratorExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ generator, config, logger }) {
        generator.setTechdocsGenerator(
          TechdocsGenerator.fromConfig(config, {
            logger,
            containerRunner: new InProcessMkdocs(),
          }),
        );
      },
    });
  },
});
