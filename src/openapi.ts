import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Config } from './config/config.js';
import type { Access } from './common/public.js';
import { VERSION } from './common/version.js';
import { addExamples } from './openapi-examples.js';
import { OF_APP_SCRIPT, serveOfAppScript } from './openapi-of-app.js';

const DESCRIPTION = `Keeps apps and their boards, and runs boards as jobs.

Errors are problems as RFC 9457 has them (\`application/problem+json\`). Times are RFC 3339, in UTC.`;

/** The OpenAPI document at /api-doc/openapi.json and Swagger UI at /swagger-ui. */
export function serveDocumentation(app: NestFastifyApplication, config: Config): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('swagger-ui', app, () => (document ??= createDocument(app, config)), {
    jsonDocumentUrl: 'api-doc/openapi.json',
    yamlDocumentUrl: 'api-doc/openapi.yaml',
    customSiteTitle: 'Flow-Like API',
    customJs: OF_APP_SCRIPT,
    swaggerOptions: {
      persistAuthorization: true,
      tryItOutEnabled: true,
      oauth2RedirectUrl: `${config.http.publicUrl}/swagger-ui/oauth2-redirect.html`,
      initOAuth: {
        clientId: config.openid.clientId,
        scopes: Object.keys(SCOPES),
        usePkceWithAuthorizationCodeGrant: true,
      },
    },
  });
  serveOfAppScript(app);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/docs', (_request, reply) => reply.redirect('/swagger-ui', 302));
}

const SCOPES = {
  openid: 'Who you are',
  profile: 'Your name and picture',
  email: 'Your e-mail address',
  offline_access: 'Stay signed in',
};

/** The Authorize button signs in by OpenID Connect: here, or where the accounts are kept. */
function openIdScheme({ http, openid }: Config): Parameters<DocumentBuilder['addSecurity']>[1] {
  if (openid.outside !== undefined) {
    const issuer = openid.outside.issuer.replace(/\/$/, '');
    return {
      type: 'openIdConnect',
      openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
    };
  }
  const authorizationCode = {
    authorizationUrl: `${http.publicUrl}/api/v1/auth/authorize`,
    tokenUrl: `${http.publicUrl}/api/v1/auth/token`,
    scopes: SCOPES,
  };
  return { type: 'oauth2', flows: { authorizationCode } };
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

/** Routes that take the rest of a path have a star there, which OpenAPI does not know. */
function nameWildcards(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => [
    path.replace(/\/(?:\*\w*|\{\w*\*\w*\})$/, '/{path}'),
    item,
  ]);
  return { ...document, paths: Object.fromEntries(paths) as OpenAPIObject['paths'] };
}

interface Operation {
  security?: object[];
  'x-access'?: Access;
}

function createDocument(app: NestFastifyApplication, config: Config): OpenAPIObject {
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
    .addTag('files', 'Files of an app, and files for a day')
    .addTag('routes', 'Which event of an app is behind which path')
    .addTag('roles', 'What members and keys of an app may do')
    .addTag('team', 'Who is in an app and how people get in')
    .addTag('api keys', 'Keys that let programs into an app')
    .addTag('boards', 'Make boards, edit them, freeze versions of them')
    .addTag('templates', 'Boards to begin with')
    .addTag('events', 'The entry points of apps')
    .addTag('triggers', 'What starts events by itself: HTTP and clocks')
    .addTag('catalog', 'What boards can be made of')
    .addTag('jobs', 'Run boards in the background')
    .addTag('hub', 'What the installation says of itself')
    .addTag('health', 'Whether the API and its database answer')
    .addTag('probes', 'What Kubernetes asks')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' }, 'api-key')
    .addSecurity('openid', openIdScheme(config))
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('openid')
    .addSecurityRequirements('api-key')
    .build();
  const document = nameWildcards(SwaggerModule.createDocument(app, settings));
  return addExamples(statePublicRoutes(document));
}
