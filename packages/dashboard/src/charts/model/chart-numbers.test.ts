import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketWidth } from './chart-budget.ts'
import { csvField, toCsv } from './csv.ts'
import { nearestIndex, neighbourIndex, readingsAt } from './nearest.ts'
import { toPlotSeries } from './plot-series.ts'
import { bucketSeries, rawSeries } from './series-samples.ts'

const ascending = fc
  .uniqueArray(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 })
  .map((list) => Float64Array.from(list).toSorted())

test('nearestIndex() finds what a search through all would find', () => {
  fc.assert(
    fc.property(ascending, fc.double({ noNaN: true, min: -2e9, max: 2e9 }), (x, target) => {
      const distance = Math.min(...x.map((each) => Math.abs(each - target)))
      expect(Math.abs(x[nearestIndex(x, target)] - target)).toBe(distance)
    }),
  )
})

test('neighbourIndex() walks over every point and stops at the ends', () => {
  const x = Float64Array.of(1, 5, 6)

  expect([1, 5, 6].map((at) => neighbourIndex(x, at, 1))).toEqual([1, 2, -1])
  expect([1, 5, 6].map((at) => neighbourIndex(x, at, -1))).toEqual([-1, 0, 1])
  expect(neighbourIndex(x, 3, 1)).toBe(1)
})

test('readingsAt() leaves out runs that have ended', () => {
  const [short, long] = [toPlotSeries(rawSeries([1, 2])), toPlotSeries(rawSeries([1, 2, 3, 4]))]

  expect(readingsAt([short, long], 3, 0.1).map(({ value }) => value)).toEqual([4])
})

test('bucketWidth() keeps the page within 100,000 points while series have more than their least', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 100, max: 4000 }),
      (seriesCount, widthPx) => {
        const width = bucketWidth(seriesCount, widthPx)
        expect(width).toBeGreaterThanOrEqual(64)
        expect(width).toBeLessThanOrEqual(Math.max(64, widthPx))
        if (width > 64) expect(width * 3 * seriesCount).toBeLessThanOrEqual(100_000)
      },
    ),
  )
})

test('toCsv() has one line per point with every digit, NaN and infinities included', () => {
  const csv = toCsv(
    [{ run: 'a,b', metric: 'loss', series: toPlotSeries(rawSeries([0.1, Number.NaN, Infinity])) }],
    'step',
  )

  expect(csv.split('\r\n')).toEqual([
    'run,metric,step_first,step_last,points,min,mean,max,last',
    '"a,b",loss,0,0,1,0.1,0.1,0.1,0.1',
    '"a,b",loss,1,1,1,NaN,NaN,NaN,NaN',
    '"a,b",loss,2,2,1,NaN,NaN,NaN,Infinity',
    '',
  ])
})

test('toCsv() of buckets gives their range and count', () => {
  expect(
    toCsv([{ run: 'r', metric: 'm', series: toPlotSeries(bucketSeries([1, 2, 3, 4], 2)) }], 'step'),
  ).toContain('r,m,2,3,2,3,3.5,4,4')
})

test('csvField() gives back any text and never starts a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const field = csvField(text)
      const content = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field
      expect(content.replace(/^'(?='*[=+\-@\t\r])/, '')).toBe(text)
      expect(content).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})
