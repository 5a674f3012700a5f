const MAX_LENGTH = 60

/** Makes a user's text fit to be quoted in a message: one line, no control characters, not long. */
export function shorten(text: string): string {
  const printable = text
    .slice(0, MAX_LENGTH * 4)
    .replaceAll(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '\u{FFFD}')
  const characters = Array.from(printable)
  return characters.length <= MAX_LENGTH && text.length <= MAX_LENGTH * 4
    ? printable
    : `${characters.slice(0, MAX_LENGTH).join('')}…`
}
