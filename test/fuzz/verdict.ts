// What no answer may be, whatever was asked.
import type { HostileRequest } from './requests.js';
import type { RawAnswer } from './send.js';
import { PLANTED, SECRET } from './world.js';

/** RFC 6749 and OpenID Connect say how these answer. */
const ANSWERS_OTHERWISE =
  /^\/api\/v1\/(sink\/trigger|auth\/(token|userinfo|authorize|revoke|introspect|end-session))/;
const INSIDE =
  /node_modules|\.[cm]?[jt]s:\d|\bat \w+ \(|SELECT |INSERT |UPDATE "|QueryFailed|ECONNREFUSED/;
/** Says what is wrong with the answer; undefined = nothing. `unheardOf` are ids that nobody has ever sent. */
export function wrongWith(
  request: HostileRequest,
  { status, headers, text }: RawAnswer,
  unheardOf: readonly string[],
): string | undefined {
  if (status >= 500) return 'fails';
  if (INSIDE.test(text) && !INSIDE.test(sent(request))) return 'tells of its inside';
  if (text.includes(PLANTED) || text.includes(SECRET)) return 'tells what is not the caller’s';
  const told = unheardOf.find((id) => text.includes(id));
  if (told !== undefined) return `tells an id of somebody else: ${told}`;
  if (headers.get('x-powered-by') !== null || headers.get('server') !== null)
    return 'says what it runs on';
  if (status < 400 || request.method === 'HEAD' || ANSWERS_OTHERWISE.test(request.path)) return;
  return wrongProblem(request, status, headers, text);
}

function wrongProblem(
  request: HostileRequest,
  status: number,
  headers: Headers,
  text: string,
): string | undefined {
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true)
    return 'is no problem';
  let problem: Record<string, unknown>;
  try {
    problem = JSON.parse(
      text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1),
    ) as typeof problem;
  } catch {
    return 'is no JSON';
  }
  const isWhole =
    problem['status'] === status &&
    problem['request_id'] === headers.get('x-request-id') &&
    ['type', 'title', 'detail', 'instance', 'code'].every(
      (member) => typeof problem[member] === 'string',
    );
  if (!isWhole) return 'is no whole problem';
  const told = `${String(problem['detail'])}${JSON.stringify(problem['errors'] ?? '')}`;
  return /\[object |\bundefined\b|\bNaN\b/.test(told) && !/undefined|NaN|object/.test(sent(request))
    ? 'speaks of what only a program knows'
    : undefined;
}

const sent = ({ path, headers, body = '' }: HostileRequest) =>
  `${path} ${JSON.stringify(headers)} ${body}`;
