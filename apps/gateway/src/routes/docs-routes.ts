import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { requireOperator } from '../auth/operator.ts';
import type { GatewayServer } from './route-kit.ts';

/** Collects the routes that are registered after it into an OpenAPI document. */
export async function collectDocs(server: GatewayServer): Promise<void> {
  await server.register(swagger, {
    openapi: {
      info: {
        title: 'Muster',
        version: '1',
        description: 'Management API. Sign in to the console, or send the operator token as a bearer token.',
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { operator: { type: 'http', scheme: 'bearer' } } },
      security: [{ operator: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: withoutUnused,
  });
}

/** Drops the schemas that no route names: every one is there twice, as it is read and as it is written. */
const withoutUnused: typeof jsonSchemaTransformObject = (input) => {
  const document = jsonSchemaTransformObject(input);
  if (!('components' in document) || !document.components?.schemas) return document;
  const { schemas } = document.components;
  const used = new Set<string>();
  const collect = (part: unknown) => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      collect(schemas[name] ?? null);
    }
  };
  collect(document.paths ?? {});
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name];
  return document;
};

/** The document as a page, for those who may use the API. */
export async function docsRoutes(
  server: GatewayServer,
  guard: ReturnType<typeof requireOperator>,
): Promise<void> {
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { deepLinking: false },
    theme: { title: 'Muster API', css: [{ filename: 'muster.css', content: '.topbar { display: none }' }] },
    uiHooks: { onRequest: async (request, reply) => guard(request, reply) },
    // The page sets styles inline; it comes from our own server and is for operators alone.
    staticCSP: true,
    transformStaticCSP: (policy) => policy.replace(/style-src [^;]*/, "style-src 'self' 'unsafe-inline'"),
  });
}
