import { printable } from '../output/printable.ts'
import { formatPlural } from '../output/quantities.ts'

type Parts = ReadonlyMap<string, unknown>

const TYPE = '._type'

/**
 * The entries of a summary for people. What media are made of is one entry each: `images/first` instead of its path, digest and size;
 * a histogram in a few words instead of its hundreds of numbers.
 * @param entries nested keys joined by dots, as a run folder has them
 */
export function withMediaInOneLine(entries: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const partsOf = new Map<string, Map<string, unknown>>()
  for (const key of entries.keys()) if (key.endsWith(TYPE)) partsOf.set(key.slice(0, -TYPE.length), new Map())
  const lines = new Map<string, unknown>()
  for (const [key, value] of entries) {
    const name = ownerOf(key, partsOf)
    if (name === undefined) {
      lines.set(key, value)
      continue
    }
    partsOf.get(name)?.set(key.slice(name.length + 1), value)
    // Keeps the place of its first part; its text follows when all parts are known.
    lines.set(name, undefined)
  }
  // Media within media have no line of their own.
  for (const [name, parts] of partsOf) if (parts.size > 0) lines.set(name, describe(parts))
  return lines
}

/** The outermost of the media that a key is a part of. */
function ownerOf(key: string, owners: ReadonlyMap<string, unknown>): string | undefined {
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    const name = key.slice(0, dot)
    if (owners.has(name)) return name
  }
  return undefined
}

function describe(parts: Parts): string {
  const type = String(parts.get('_type'))
  if (type === 'histogram') return histogramText(parts)
  const facts = [
    sizeText(parts.get('nrows'), parts.get('ncols'), ['row', 'column']),
    sizeText(parts.get('width'), parts.get('height')),
    typeof parts.get('count') === 'number' ? `${String(parts.get('count'))} of them` : undefined,
  ].filter((fact) => fact !== undefined)
  return `<${[printable(type), ...facts].join(', ')}>`
}

function histogramText(parts: Parts): string {
  const [bins, values] = [numbersOf(parts.get('bins')), numbersOf(parts.get('values'))]
  const [first, last] = [bins.at(0), bins.at(-1)]
  if (first === undefined || last === undefined) return '<histogram>'
  const count = values.reduce((sum, value) => sum + value, 0)
  return `<histogram, ${formatPlural(count, 'value')} from ${shorten(first)} to ${shorten(last)}>`
}

function sizeText(
  left: unknown,
  right: unknown,
  [leftNoun, rightNoun]: readonly string[] = [],
): string | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  if (leftNoun === undefined || rightNoun === undefined) return `${left} × ${right}`
  return `${formatPlural(left, leftNoun)}, ${formatPlural(right, rightNoun)}`
}

function numbersOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : []
}

function shorten(value: number): number {
  return Number(value.toPrecision(4))
}
