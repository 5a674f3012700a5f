import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShapeCounter } from './shape-counter.ts'

describe('ShapeCounter', () => {
  it('counts as a map by the text of the shapes does', () => {
    const dims = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 })
    fc.assert(
      fc.property(fc.array(fc.record({ a: dims, b: fc.option(dims, { nil: undefined }) })), (calls) => {
        const counter = new ShapeCounter(['a', 'b'])
        const expected = new Map<string, number>()
        for (const { a, b } of calls) {
          counter.find({ a: { dims: a }, ...(b === undefined ? {} : { b: { dims: b } }) }).runCount++
          const key = JSON.stringify([a, b])
          expected.set(key, (expected.get(key) ?? 0) + 1)
        }

        const counts = counter.top(1000).map(({ runCount }) => runCount)
        expect(counts).toEqual([...expected.values()].toSorted((x, y) => y - x))
      }),
    )
  })

  it('stops telling shapes apart at its limit, and loses no run', () => {
    const counter = new ShapeCounter(['x'])
    for (let length = 0; length < 5000; length++) counter.find({ x: { dims: [1, length] } }).runCount++

    expect(counter.entryCount).toBe(1000)
    expect(counter.top(2000).reduce((sum, { runCount }) => sum + runCount, 0)).toBe(5000)
    expect(counter.top(10).at(-1)).toMatchObject({ label: 'other shapes', runCount: 4000 })
  })

  it('takes sessions with more inputs than it looks at', () => {
    const names = Array.from({ length: 500 }, (_, i) => `past.${i}`)
    const counter = new ShapeCounter(names)
    const feeds = Object.fromEntries(names.map((name) => [name, { dims: [1, 8, 16, 64], type: 'float32' }]))

    expect(counter.find(feeds)).toBe(counter.find(feeds))
    expect(counter.find(feeds).label).toMatch(
      /^past\.0 float32\[1,8,16,64\], .*past\.15 float32\[1,8,16,64\], 484 more$/,
    )
  })
})
