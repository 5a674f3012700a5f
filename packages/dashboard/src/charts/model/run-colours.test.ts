import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RUN_COLOUR_COUNT, assignRunColours } from './run-colours.ts'

const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 })

test('assignRunColours() never changes the colour of a run when newer ones start', () => {
  fc.assert(
    fc.property(ids, fc.nat(60), (all, count) => {
      const before = assignRunColours(all.slice(0, count))
      const after = assignRunColours(all)
      for (const [id, slot] of before) expect(after.get(id)).toBe(slot)
    }),
  )
})

test('assignRunColours() gives different colours to runs that started one after the other, wherever the row begins', () => {
  fc.assert(
    fc.property(ids, fc.nat(60), (all, start) => {
      const slots = assignRunColours(all)
      const row = all.slice(start, start + RUN_COLOUR_COUNT).map((id) => slots.get(id))
      expect(new Set(row).size).toBe(row.length)
    }),
  )
})

const css = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')
const themes = {
  light: blockOf(":root[data-theme='light'] {"),
  dark: blockOf(":root[data-theme='dark'] {"),
  system: blockOf(":root:not([data-theme='light']) {"),
}

test('the dark theme is the same whether chosen or asked for by the system', () => {
  expect([...themes.system]).toEqual([...themes.dark])
})

test.each(['light', 'dark'] as const)(
  'the run colours of the %s theme stand out from the surface',
  (name) => {
    const surface = toLinear(themes[name].get('--surface') as string)

    for (const colour of palette(name)) expect(contrast(colour, surface)).toBeGreaterThan(3)
  },
)

test.each(['light', 'dark'] as const)('texts of the %s theme reach contrast AA on every ground', (name) => {
  const colour = (token: string): Rgb => toLinear(themes[name].get(token) as string)

  for (const text of ['--text', '--text-soft', '--text-muted', '--danger', '--warning', '--accent-strong']) {
    for (const ground of ['--surface', '--page', '--hover'])
      expect(contrast(colour(text), colour(ground))).toBeGreaterThan(4.5)
  }
})

/** Machado, Oliveira and Fernandes 2009, severity 1.0: what people without one kind of cone see. */
const VISIONS = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

for (const [vision, matrix] of Object.entries(VISIONS)) {
  test.each(['light', 'dark'] as const)(`any two run colours of the %s theme differ in ${vision}`, (name) => {
    const seen = palette(name).map((colour) => toOklab(times(matrix, colour)))

    seen.forEach((one, index) => {
      for (const other of seen.slice(index + 1))
        expect(Math.hypot(...one.map((part, i) => part - other[i]))).toBeGreaterThan(0.08)
    })
  })
}

type Rgb = readonly [number, number, number]

function blockOf(selector: string): Map<string, string> {
  const start = css.indexOf(selector)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map([...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]))
}

function palette(name: 'light' | 'dark'): Rgb[] {
  return Array.from({ length: RUN_COLOUR_COUNT }, (_each, index) =>
    toLinear(themes[name].get(`--run-${index}`) as string),
  )
}

function toLinear(hex: string): Rgb {
  const part = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function times(matrix: readonly number[], [r, g, b]: Rgb): Rgb {
  const row = (at: number): number => Math.max(0, matrix[at] * r + matrix[at + 1] * g + matrix[at + 2] * b)
  return [row(0), row(3), row(6)]
}

/** Björn Ottosson's OKLab, in which distances are about as people see them. */
function toOklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
