import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import express, { type ErrorRequestHandler } from 'express';
import { createServer } from 'http';
import request from 'supertest';
import type { Endpoints } from '../schema/endpoints';
import { spec } from '../schema/openapi.generated';

/** What one of the routes answered. */
export interface Answered {
  status: number;
  body: unknown;
}

/**
 * Tells what is wrong with answers, by the OpenAPI document alone: a server that gives whatever it is
 * told to give, behind the validator that the plugin has for requests.
 */
export async function startConformance() {
  let given: Answered;
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<Endpoints>(spec, {
      validatorOptions: { validateRequests: false, validateResponses: true },
    });
  const problem: ErrorRequestHandler = (error, _request, response, _next) => {
    // As text: what is JSON would be validated again.
    response.status(599).type('text').end(String(error.message));
  };
  const app = express();
  app.use(router);
  app.use((_request, response) => {
    response.status(given.status).json(given.body);
  });
  app.use(problem);
  const server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));

  return {
    /** One sentence; undefined when all is as documented. */
    async problemOf(
      path: string,
      answer: Answered,
    ): Promise<string | undefined> {
      given = answer;
      const { status, text } = await request(server).get(path.split('?')[0]);
      return status === 599 ? `${path} (${answer.status}): ${text}` : undefined;
    },
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}
