import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOutGraph } from './lineage-layout.ts'

const OPTIONS = { nodeWidth: 100, nodeHeight: 40, columnGap: 60, rowGap: 10 }

function layOut(edges: readonly string[], ids?: readonly string[]): ReturnType<typeof layOutGraph> {
  const pairs = edges.map((edge) => ({ from: edge[0], to: edge[1] }))
  const all = ids ?? [...new Set(edges.flatMap((edge) => [edge[0], edge[1]]))]
  return layOutGraph(
    all.map((id) => ({ id })),
    pairs,
    OPTIONS,
  )
}

function xOf(layout: ReturnType<typeof layOutGraph>, id: string): number {
  return layout.nodes.find(({ node }) => node.id === id)!.x
}

test('data flow from left to right, over the longest way', () => {
  const layout = layOut(['ab', 'bc', 'cd', 'ad'])
  expect(['a', 'b', 'c', 'd'].map((id) => xOf(layout, id))).toEqual([0, 160, 320, 480])
  expect(layout).toMatchObject({ width: 580, height: 40 })
})

test('a late input stands directly before what uses it', () => {
  expect(xOf(layOut(['ab', 'bc', 'cd', 'xd']), 'x')).toBe(320)
})

test('edges between two columns do not cross when they need not', () => {
  const layout = layOut(['ad', 'be', 'cf'], ['a', 'b', 'c', 'f', 'e', 'd'])
  const rows = layout.nodes.map(({ node, y }) => [node.id, y])
  const yOf = Object.fromEntries(rows) as { [id: string]: number }
  expect([yOf['d'] - yOf['a'], yOf['e'] - yOf['b'], yOf['f'] - yOf['c']]).toEqual([0, 0, 0])
})

test('a cycle, a loop and an edge to nowhere end the layout no less', () => {
  const layout = layOut(['ab', 'bc', 'ca', 'bb', 'bz'], ['a', 'b', 'c'])
  expect(layout.nodes).toHaveLength(3)
  expect(layout.edges).toHaveLength(3)
})

test('a chain of thousands does not exhaust the stack', () => {
  const nodes = Array.from({ length: 5000 }, (_each, index) => ({ id: String(index) }))
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: String(index), to: id }))
  expect(layOutGraph(nodes.toReversed(), edges, OPTIONS).width).toBe(5000 * 160 - 60)
})

test('nodes never overlap, and without cycles every edge goes to the right', () => {
  const pairs = fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 40 })
  fc.assert(
    fc.property(pairs, (list) => {
      const edges = list
        .filter(([left, right]) => left < right)
        .map(([left, right]) => ({ from: String(left), to: String(right) }))
      const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
      const { nodes } = layOutGraph(
        ids.map((id) => ({ id })),
        edges,
        OPTIONS,
      )
      expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(ids.length)
      const places = new Map(nodes.map((each) => [each.node.id, each.x]))
      for (const { from, to } of edges) expect(places.get(to)!).toBeGreaterThan(places.get(from)!)
    }),
  )
})
