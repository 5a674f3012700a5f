import type { AuthOutcome } from '../auth/authenticator.ts'
import { ServerError } from '../errors.ts'

/** Says why a request may not pass, without a word about what it showed. */
export function authFailure(outcome: Exclude<AuthOutcome, { kind: 'granted' }>): ServerError {
  switch (outcome.kind) {
    case 'missing':
      return new ServerError(
        'AUTH_REQUIRED',
        'Cannot serve the request: this server wants an API key, and none was sent',
        {
          remedy:
            'Run "kymo login", set KYMO_API_KEY, or log in on the dashboard. Keys are made on the server by "kymo server --create-key NAME".',
        },
      )
    case 'refused':
      return new ServerError(
        'AUTH_REFUSED',
        'Cannot serve the request: this server does not know the API key',
        {
          remedy: 'Check the key, or make a new one on the server by "kymo server --create-key NAME".',
        },
      )
    case 'throttled':
      return new ServerError(
        'AUTH_THROTTLED',
        'Cannot serve the request: too many wrong API keys came from this address',
        {
          details: { afterMs: outcome.afterMs },
          remedy: `Wait ${Math.ceil(outcome.afterMs / 1000)} s, then use a valid key.`,
        },
      )
  }
}
