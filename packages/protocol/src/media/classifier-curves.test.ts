import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confusionCounts, precisionRecallPoints, rocPoints } from './classifier-curves.ts'

// The example of scikit-learn's roc_curve and precision_recall_curve.
const truth = [false, false, true, true]
const scores = [0.1, 0.4, 0.35, 0.8]

test("rocPoints() are scikit-learn's", () => {
  expect(rocPoints(truth, scores)).toEqual({ x: [0, 0, 0.5, 0.5, 1], y: [0, 0.5, 0.5, 1, 1] })
})

test('rocPoints() leaves out what lies on a straight line', () => {
  const hits = [true, true, true, false, false, false]

  expect(rocPoints(hits, [6, 5, 4, 3, 2, 1])).toEqual({ x: [0, 0, 0, 1], y: [0, 1 / 3, 1, 1] })
})

test('rocPoints() climbs from (0, 0) to (1, 1) for any scores', () => {
  const example = fc.tuple(fc.boolean(), fc.double({ noNaN: true }))
  fc.assert(
    fc.property(fc.array(example, { minLength: 2, maxLength: 60 }), (examples) => {
      const hits = examples.map(([hit]) => hit)
      fc.pre(hits.includes(true) && hits.includes(false))
      const { x, y } = rocPoints(
        hits,
        examples.map(([, score]) => score),
      )

      expect([x[0], y[0], x.at(-1), y.at(-1)]).toEqual([0, 0, 1, 1])
      expect(x.every((value, i) => i === 0 || value >= x[i - 1])).toBe(true)
      expect(y.every((value, i) => i === 0 || value >= y[i - 1])).toBe(true)
    }),
  )
})

test('precisionRecallPoints() gives the best precision that a recall can have', () => {
  // scikit-learn: precision [0.5, 0.667, 0.5, 1, 1] at recall [1, 1, 0.5, 0.5, 0].
  expect(precisionRecallPoints(truth, scores, 3)).toEqual({ x: [1, 0.5, 0], y: [2 / 3, 1, 1] })
})

test('confusionCounts() counts what was taken for what', () => {
  expect(confusionCounts([0, 1, 1, 1], [0, 1, 0, 1], 2)).toEqual([
    [1, 0],
    [1, 2],
  ])
})
