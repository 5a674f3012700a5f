import { useState } from 'react'

/** How lines are drawn; a matter of taste, so it stays on this device and out of the address. */
export interface ConsoleLook {
  readonly isTimed: boolean
  readonly isWrapped: boolean
}

const STORAGE_KEY = 'kymo-console'

export function useConsoleLook(): readonly [ConsoleLook, (look: ConsoleLook) => void] {
  const [look, setLook] = useState(readLook)
  return [
    look,
    (next) => {
      setLook(next)
      try {
        localStorage.setItem(STORAGE_KEY, `${next.isTimed ? 'time' : ''},${next.isWrapped ? 'wrap' : ''}`)
      } catch {
        // Blocked storage: the choice lasts until the page is closed.
      }
    },
  ]
}

function readLook(): ConsoleLook {
  try {
    const stored = localStorage.getItem(STORAGE_KEY) ?? ',wrap'
    return { isTimed: stored.includes('time'), isWrapped: stored.includes('wrap') }
  } catch {
    return { isTimed: false, isWrapped: true }
  }
}
