import type { AnchorHTMLAttributes, JSX } from 'react'
import { navigate } from '../../state/location.ts'

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string
}

/** A link inside of the app. Modified clicks (new tab, new window) are left to the browser. */
export function Link({ href, onClick, children, ...rest }: LinkProps): JSX.Element {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        const isPlain =
          event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
        if (!isPlain || event.defaultPrevented) return
        event.preventDefault()
        navigate(href, 'push')
      }}
    >
      {children}
    </a>
  )
}
