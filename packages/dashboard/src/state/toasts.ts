import { createValueStore } from './value-store.ts'

/** A short message at the edge of the page, with one thing to do about it. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'done' | 'problem'
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Long enough to read it and to reach the button with the keyboard. */
const SHOWN_MS = 10_000
const MAX_TOASTS = 3

export const toasts = createValueStore<readonly Toast[]>([])
let nextId = 1

export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++
  toasts.set([...toasts.get(), { ...toast, id }].slice(-MAX_TOASTS))
  setTimeout(() => hideToast(id), SHOWN_MS)
}

export function hideToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Says that something failed, and why. */
export function showProblem(what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  showToast({ kind: 'problem', text: reason.startsWith('Cannot') ? reason : `Cannot ${what}: ${reason}` })
}
