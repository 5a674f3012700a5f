import { useState } from 'react'
import type { FormEvent, JSX } from 'react'
import { isApiError } from '../api/api-error.ts'
import { KymoMark } from '../components/ui/icons.tsx'
import { logIn } from '../state/session.ts'
import { useTitle } from './use-title.ts'

/** Asks for an API key, when the server does. */
export function LoginPage(): JSX.Element {
  useTitle('Log in')
  const [apiKey, setApiKey] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    logIn(apiKey.trim()).catch((error: unknown) => {
      setProblem(textOf(error))
      setBusy(false)
    })
  }
  return (
    <main className="login-page">
      <form className="login-card" onSubmit={onSubmit}>
        <KymoMark />
        <h1>Log in</h1>
        <p className="soft">This server asks for an API key.</p>
        <label className="field">
          <span>API key</span>
          <input
            type="password"
            name="api-key"
            autoComplete="current-password"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the only thing to do on this page
            autoFocus
            spellCheck={false}
            value={apiKey}
            aria-describedby="login-help"
            aria-invalid={problem !== undefined}
            onChange={(event) => setApiKey(event.target.value)}
          />
        </label>
        {problem === undefined ? null : (
          <p className="login-problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={apiKey.trim() === '' || isBusy}>
          {isBusy ? 'Logging in' : 'Log in'}
        </button>
        <p id="login-help" className="soft">
          Keys are made on the server by <code>kymo server --create-key NAME</code>. The key is traded for a
          session and kept nowhere in this browser.
        </p>
      </form>
    </main>
  )
}

function textOf(error: unknown): string {
  if (isApiError(error, 'unauthorized'))
    return 'The server does not know this key. Check that it is whole and belongs to this server.'
  return isApiError(error) ? `${error.message}. ${error.remedy}` : String(error)
}
