/** One output stream of the program: standard output or standard error. */
export interface Screen {
  write(text: string): void
  /** True when a person looks at it. */
  readonly isTty: boolean
  /** Width in columns; undefined when nothing limits it. Read anew for each use: windows are resized. */
  readonly columns: number | undefined
  readonly style: Style
}

/** Wraps text in a colour, or returns it unchanged. Never used on text that has not been through `printable`. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
}

export interface ColorRequest {
  readonly isTty: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Colours only for people, unless the environment says otherwise: FORCE_COLOR wins over NO_COLOR, NO_COLOR over the
 * terminal.
 * @see https://no-color.org, https://force-color.org
 */
export function wantsColor({ isTty, env }: ColorRequest): boolean {
  const forced = env['FORCE_COLOR']
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  if ((env['NO_COLOR'] ?? '') !== '') return false
  return isTty && env['TERM'] !== 'dumb'
}

export function createStyle(hasColor: boolean): Style {
  const wrap =
    (open: number, close: number) =>
    (text: string): string =>
      hasColor && text !== '' ? `\x1b[${open}m${text}\x1b[${close}m` : text
  return {
    bold: wrap(1, 22),
    dim: wrap(2, 22),
    red: wrap(31, 39),
    green: wrap(32, 39),
    yellow: wrap(33, 39),
    cyan: wrap(36, 39),
  }
}
