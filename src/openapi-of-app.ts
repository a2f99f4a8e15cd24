import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A script beside Swagger UI's own: the page forbids scripts in its text. */
export const OF_APP_SCRIPT = '/swagger-ui/of-app.js';

/**
 * `/swagger-ui?app={id}` shows the events of that app. Their document needs credentials: those given to
 * Authorize before, else the page asks for them. It is read before Swagger UI starts, which the page's own
 * script does when everything is loaded.
 */
const SCRIPT = `
const app = new URLSearchParams(location.search).get('app');
if (app !== null) {
  const start = window.onload;
  const address = '/api/v1/apps/' + encodeURIComponent(app) + '/openapi.json';
  const stored = () => JSON.parse(localStorage.getItem('authorized') ?? '{}');
  const headers = () => {
    const { bearer, 'api-key': key } = stored();
    return {
      ...(bearer && { authorization: 'Bearer ' + bearer.value }),
      ...(key && { 'x-api-key': key.value }),
    };
  };
  const remember = (token) => {
    const isKey = token.startsWith('flk_');
    const entry = isKey
      ? { 'api-key': { name: 'api-key', schema: { type: 'apiKey', in: 'header', name: 'x-api-key' }, value: token } }
      : { bearer: { name: 'bearer', schema: { type: 'http', scheme: 'bearer' }, value: token } };
    localStorage.setItem('authorized', JSON.stringify({ ...stored(), ...entry }));
  };
  const read = async () => {
    const answer = await fetch(address, { headers: headers() });
    if (answer.ok) return answer.json();
    const problem = await answer.json().catch(() => ({ detail: answer.statusText }));
    if (answer.status !== 401) throw new Error(problem.detail);
    const token = prompt('An access token, a personal access token or a key of the app:');
    if (!token) throw new Error(problem.detail);
    remember(token.trim());
    return read();
  };
  window.onload = async () => {
    try {
      const spec = await read();
      const bundle = window.SwaggerUIBundle;
      window.SwaggerUIBundle = Object.assign((options) => bundle({ ...options, spec, url: undefined }), bundle);
      start();
    } catch (error) {
      document.getElementById('swagger-ui').textContent = 'The app cannot be shown: ' + error.message;
    }
  };
}
`;

export function serveOfAppScript(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get(OF_APP_SCRIPT, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(SCRIPT),
    );
}
