/** Calls the API; whatever is not 2xx is an error. Paths are relative to /api/v1/. */
export function caller(apiUrl: string, token?: string) {
  return async <T>(method: string, path: string, body: object): Promise<T> => {
    const answer = await fetch(`${apiUrl}/api/v1/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

/** The access token of a new account. */
export async function register(apiUrl: string): Promise<string> {
  const { access_token: token } = await caller(apiUrl)<{ access_token: string }>(
    'POST',
    'auth/register',
    { email: `bench-${Date.now()}@example.com`, password: 'a long sentence nobody says' },
  );
  return token;
}
