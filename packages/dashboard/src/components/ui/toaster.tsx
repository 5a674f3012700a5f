import type { JSX } from 'react'
import { hideToast, toasts } from '../../state/toasts.ts'
import { useStoreValue } from '../../state/value-store.ts'
import { IconButton } from './controls.tsx'

/** Short messages at the lower edge of the page. */
export function Toaster(): JSX.Element {
  const shown = useStoreValue(toasts)
  return (
    <div className="toaster" role="status" aria-live="polite">
      {shown.map(({ id, text, kind, action }) => (
        <div key={id} className={`toast is-${kind}`}>
          <span>{text}</span>
          {action === undefined ? null : (
            <button
              type="button"
              className="toast-action"
              onClick={() => {
                hideToast(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton icon="cross" label="Dismiss" onClick={() => hideToast(id)} />
        </div>
      ))}
    </div>
  )
}
