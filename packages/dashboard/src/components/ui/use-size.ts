import { useLayoutEffect, useState } from 'react'
import type { RefCallback } from 'react'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Size of an element, current while it changes; zero before it is in the page. */
export function useSize<T extends HTMLElement>(): readonly [RefCallback<T>, Size, T | null] {
  const [element, setElement] = useState<T | null>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    if (element === null) return undefined
    const measure = (): void => {
      const next = { width: element.clientWidth, height: element.clientHeight }
      setSize((previous) =>
        previous.width === next.width && previous.height === next.height ? previous : next,
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return [setElement, size, element]
}
