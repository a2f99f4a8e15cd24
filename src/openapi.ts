import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Access } from './common/public.js';
import { VERSION } from './common/version.js';
import { addExamples } from './openapi-examples.js';

const DESCRIPTION = `Keeps apps and their boards, and runs boards as jobs.

Errors are problems as RFC 9457 has them (\`application/problem+json\`). Times are RFC 3339, in UTC.`;

/** The OpenAPI document at /api-doc/openapi.json and Swagger UI at /swagger-ui. */
export function serveDocumentation(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('swagger-ui', app, () => (document ??= createDocument(app)), {
    jsonDocumentUrl: 'api-doc/openapi.json',
    yamlDocumentUrl: 'api-doc/openapi.yaml',
    customSiteTitle: 'Flow-Like API',
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/docs', (_request, reply) => reply.redirect('/swagger-ui', 302));
}

/** What the decorators of `common/public.ts` left at each operation, in the words of OpenAPI. */
function statePublicRoutes(document: OpenAPIObject): OpenAPIObject {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    const { 'x-access': access, ...rest } = operation as Operation;
    if (access === undefined) continue;
    const security = access === 'ignored' ? [] : [{}, ...(document.security ?? [])];
    Object.assign(operation as Operation, { ...rest, security, 'x-access': undefined });
  }
  return document;
}

interface Operation {
  security?: object[];
  'x-access'?: Access;
}

function createDocument(app: NestFastifyApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Flow-Like API')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .addServer('/')
    .addTag('auth', 'Sign up, sign in, stay signed in, sign out')
    .addTag('user', 'The own account: its sessions, its tokens, what happened to it')
    .addTag('people', 'What users may know of each other')
    .addTag('profiles', 'How users have set up their editor')
    .addTag('notifications', 'What users are told')
    .addTag('media', 'Images')
    .addTag('admin', 'Other people’s accounts, for administrators')
    .addTag('apps', 'Keep apps, share them, say what they are')
    .addTag('roles', 'What members and keys of an app may do')
    .addTag('team', 'Who is in an app and how people get in')
    .addTag('api keys', 'Keys that let programs into an app')
    .addTag('boards', 'Make boards, edit them, freeze versions of them')
    .addTag('jobs', 'Run boards in the background')
    .addTag('health', 'Whether the API and its database answer')
    .addTag('probes', 'What Kubernetes asks')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' }, 'api-key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api-key')
    .build();
  return addExamples(statePublicRoutes(SwaggerModule.createDocument(app, settings)));
}
