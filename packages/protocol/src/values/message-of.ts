/** What a thrown value says. Never throws: the value comes from code of the user. */
export function messageOf(error: unknown): string {
  try {
    const said: unknown = error instanceof Error ? error.message : error
    return String(said)
  } catch {
    return 'not an error'
  }
}
