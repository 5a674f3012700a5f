import { CliError } from '../../errors.ts'
import { formatCount } from '../../output/quantities.ts'

/** @returns undefined when the option was not given @throws {CliError} CLI_USAGE */
export function parseCount(
  option: string,
  text: string | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (/^-?\d+$/.test(text) && count >= min && count <= max) return count
  throw new CliError(
    'CLI_USAGE',
    `Cannot use ${option} ${text}: it must be a whole number from ${formatCount(min)} to ${formatCount(max)}`,
  )
}
