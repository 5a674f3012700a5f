import { useEffect, useId, useRef, useState } from 'react'
import type { JSX, ReactNode } from 'react'

export interface ConfirmDialogProps {
  readonly title: string
  readonly children: ReactNode
  /** What the button does, as a verb. */
  readonly action: string
  readonly isDangerous?: boolean
  /** Text that has to be typed before the button works: for what cannot be undone. */
  readonly typed?: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that is hard to undo. Escape and a click beside it mean no; the focus goes back where it was. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const { title, children, action, isDangerous = false, typed, onConfirm, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const id = useId()
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click on the backdrop; Escape does the same
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close()
      }}
    >
      <form
        method="dialog"
        onSubmit={() => {
          if (typed === undefined || text === typed) onConfirm()
        }}
      >
        <h2 id={id}>{title}</h2>
        <div className="confirm-body">{children}</div>
        {typed === undefined ? null : (
          <label className="field">
            <span>
              Type <strong>{typed}</strong> to confirm
            </span>
            <input
              value={text}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
        )}
        <footer>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="submit"
            className={`button ${isDangerous ? 'danger' : 'primary'}`}
            disabled={typed !== undefined && text !== typed}
          >
            {action}
          </button>
        </footer>
      </form>
    </dialog>
  )
}
