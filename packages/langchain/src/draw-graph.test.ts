import { expect, test } from 'vitest'
import { drawGraph, type GraphParts } from './draw-graph.ts'

const AGENT: GraphParts = {
  nodes: { __start__: {}, plan: { name: 'plan' }, tools: { name: 'tools' }, __end__: {} },
  edges: [
    { source: '__start__', target: 'plan', conditional: false },
    { source: 'plan', target: 'tools', data: 'again', conditional: true },
    { source: 'plan', target: '__end__', data: 'done', conditional: true },
    { source: 'tools', target: 'plan' },
  ],
}

test('every node is a box with its name, none over another, in the order of the edges', () => {
  const boxes = boxesOf(drawGraph(AGENT))

  expect(boxes.map(({ name }) => name)).toEqual(['start', 'plan', 'tools', 'end'])
  const byName = new Map(boxes.map((box) => [box.name, box]))
  expect(byName.get('start')?.y).toBeLessThan(byName.get('plan')?.y as number)
  expect(byName.get('plan')?.y).toBeLessThan(byName.get('end')?.y as number)
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
      ).toBe(true)
})

test('edges with a condition are dashed and bear its answer', () => {
  const svg = drawGraph(AGENT) ?? ''

  expect([...svg.matchAll(/marker-end/g)]).toHaveLength(4)
  expect([...svg.matchAll(/<path class="maybe"/g)]).toHaveLength(2)
  expect([...svg.matchAll(/class="label"[^>]*>([^<]*)</g)].map(([, label]) => label)).toEqual([
    'again',
    'done',
  ])
})

test('names are text, whatever they are', () => {
  const svg = drawGraph({
    nodes: JSON.parse(
      '{"__proto__": {"name": "<script>alert(1)</script>"}, "constructor": {"name": "a\\"&b"}}',
    ) as GraphParts['nodes'],
    edges: [
      { source: '__proto__', target: 'constructor', data: '<b>', conditional: true },
      { source: 'constructor', target: 'constructor' },
      { source: 'nobody', target: 'constructor' },
    ],
  })

  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(svg).toContain('a&quot;&amp;b')
  expect(svg).toContain('&lt;b&gt;')
  expect(svg).not.toContain('<script')
  expect([...(svg ?? '').matchAll(/marker-end/g)]).toHaveLength(2)
})

test('a graph of 300 nodes is drawn, a larger one and an empty one are not', () => {
  const chain = (length: number): GraphParts => ({
    nodes: Object.fromEntries(Array.from({ length }, (_, i) => [`n${i}`, {}])),
    edges: Array.from({ length: length - 1 }, (_, i) => ({ source: `n${i}`, target: `n${i + 1}` })),
  })

  expect(boxesOf(drawGraph(chain(300)))).toHaveLength(300)
  expect(drawGraph(chain(301))).toBeUndefined()
  expect(drawGraph({ nodes: {}, edges: [] })).toBeUndefined()
})

interface DrawnBox {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function boxesOf(svg: string | undefined): DrawnBox[] {
  const pattern = /<rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"[^>]*\/><text[^>]*>([^<]*)</g
  return [...(svg ?? '').matchAll(pattern)].map(([, x, y, width, height, name]) => ({
    name: name ?? '',
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }))
}
