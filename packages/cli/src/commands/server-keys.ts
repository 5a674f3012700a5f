import { mkdirSync } from 'node:fs'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatTime } from '../output/quantities.ts'
import { formatTable, type Column } from '../output/table.ts'
import type { CommandContext } from './context.ts'

/** On standard output nothing but the key, so that it can be piped into a secret store. */
export async function createAndPrintKey(
  dir: string,
  { name, asJson }: { readonly name: string; readonly asJson: boolean },
  { out, err }: CommandContext,
): Promise<ExitCode> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const { createKey } = await import('@kymo/server')
  const { key, ...info } = createKey(dir, name)
  if (asJson) {
    out.write(`${toJson({ ...info, key })}\n`)
    return EXIT.ok
  }
  err.write(`The key '${printable(info.name)}' (id ${info.id}), shown only now:\n`)
  out.write(`${key}\n`)
  return EXIT.ok
}

const KEY_COLUMNS: readonly Column[] = [
  { header: 'ID' },
  { header: 'NAME', minWidth: 8 },
  { header: 'ENDS WITH' },
  { header: 'CREATED' },
]

export async function printKeys(
  dir: string,
  { asJson }: { readonly asJson: boolean },
  { out, err }: CommandContext,
): Promise<ExitCode> {
  const { listKeys } = await import('@kymo/server')
  const keys = listKeys(dir)
  if (asJson) {
    out.write(`${toJson({ keys }, 2)}\n`)
    return EXIT.ok
  }
  if (keys.length === 0) {
    err.write('No keys. Make one with: kymo server --create-key NAME\n')
    return EXIT.ok
  }
  const rows = keys.map(({ id, name, lastFour, createdMs }) => [
    { text: id },
    { text: printable(name) },
    { text: `…${lastFour}` },
    { text: formatTime(createdMs) },
  ])
  for (const line of formatTable(KEY_COLUMNS, rows, out)) out.write(`${line}\n`)
  return EXIT.ok
}

export async function revokeAndPrint(
  dir: string,
  { id, asJson }: { readonly id: string; readonly asJson: boolean },
  { out }: CommandContext,
): Promise<ExitCode> {
  const { revokeKey } = await import('@kymo/server')
  if (!revokeKey(dir, id)) {
    throw new CliError('KEY_NOT_FOUND', `Cannot revoke the key '${id}': there is no key with that id`, [
      'Run: kymo server --data DIR --list-keys',
    ])
  }
  out.write(
    asJson
      ? `${toJson({ revoked: id })}\n`
      : `Revoked the key ${printable(id)}. A running server follows within a second.\n`,
  )
  return EXIT.ok
}
