import { useEffect } from 'react'

/** Title of the window, most telling part first. */
export function useTitle(...parts: readonly string[]): void {
  const title = [...parts, 'Kymo'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
