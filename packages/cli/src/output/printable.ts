/**
 * Characters that a terminal obeys instead of showing: C0 and C1 controls, delete, line and paragraph separators,
 * and the marks that reorder text. Lone surrogates are not text at all.
 */
const UNSAFE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu

/**
 * Makes a name that somebody else chose safe to print: nothing in it can move the cursor, change colours, start a
 * new line, hide or reorder text.
 * @returns the same text with every unsafe character as a visible escape like `\x1b` or `\u202e`
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escape)
}

function escape(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  const code = character.codePointAt(0) ?? 0
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}
