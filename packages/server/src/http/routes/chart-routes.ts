import { CHART_MEDIA_TYPE, encodeChart } from '../../api/chart-wire.ts'
import type { ChartRequest, RunRef, XAxis } from '../../api/types.ts'
import { LIMITS } from '../../config.ts'
import type { DataPlane } from '../../data-plane.ts'
import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import { readJson } from '../read-json.ts'
import { toBody } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'
import { checkName } from './parse-names.ts'

const MIN_WIDTH = 16
const MAX_WIDTH = 8192
const AXES: ReadonlySet<unknown> = new Set<XAxis>(['step', 'relative', 'time'])

/** Series for charts. A POST because a question can be longer than a URL; it changes nothing. */
export function chartRoutes(plane: DataPlane): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/charts',
      access: 'read',
      limits: { bodyBytes: LIMITS.jsonBytes },
      handler: async ({ request }) => {
        const chartRequest = parseChartRequest(await readJson(request, LIMITS.jsonBytes))
        const bytes = encodeChart(await queryChart(plane, chartRequest, request.signal))
        const headers = { 'content-type': CHART_MEDIA_TYPE, 'cache-control': 'private, no-store' }
        return new Response(toBody(bytes), { headers })
      },
    }),
  ]
}

async function queryChart(
  plane: DataPlane,
  request: ChartRequest,
  signal: AbortSignal,
): ReturnType<DataPlane['queryChart']> {
  try {
    return await plane.queryChart(request, signal)
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message.replace(/^Cannot draw the chart: /, ''))
    throw error
  }
}

/** @throws {ServerError} REQUEST_INVALID, NAME_INVALID */
export function parseChartRequest(value: unknown): ChartRequest {
  if (typeof value !== 'object' || value === null) throw invalid('the body is not an object')
  const { runs, metrics, kind, x, xMetric, range, width } = value as Partial<
    Record<keyof ChartRequest, unknown>
  >
  if (!Array.isArray(runs) || !Array.isArray(metrics)) throw invalid('runs and metrics must be lists')
  if (runs.length * metrics.length > LIMITS.chartSeriesCount) {
    throw invalid(
      `${runs.length} runs × ${metrics.length} metrics exceed the limit of ${LIMITS.chartSeriesCount} series`,
    )
  }
  if (!metrics.every((metric) => typeof metric === 'string')) throw invalid('metrics must be a list of texts')
  if (!AXES.has(x)) throw invalid(`x must be step, relative or time, not ${quote(x)}`)
  if (!Number.isSafeInteger(width) || (width as number) < MIN_WIDTH || (width as number) > MAX_WIDTH) {
    throw invalid(`width must be a whole number from ${MIN_WIDTH} to ${MAX_WIDTH}, not ${quote(width)}`)
  }
  if (kind !== undefined && kind !== 'history' && kind !== 'system') {
    throw invalid(`kind must be history or system, not ${quote(kind)}`)
  }
  if (xMetric !== undefined && typeof xMetric !== 'string') throw invalid('xMetric must be a text')
  return {
    runs: runs.map(parseRunRef),
    metrics,
    x: x as XAxis,
    width: width as number,
    ...(kind === undefined ? {} : { kind }),
    ...(xMetric === undefined ? {} : { xMetric }),
    ...(range === undefined || range === null ? {} : { range: parseRange(range) }),
  }
}

function parseRunRef(value: unknown): RunRef {
  const { entity, project, run } = (value ?? {}) as Partial<Record<keyof RunRef, unknown>>
  if (typeof entity !== 'string' || typeof project !== 'string' || typeof run !== 'string') {
    throw invalid('each of runs must have the texts entity, project and run')
  }
  return {
    entity: checkName('entity', entity),
    project: checkName('project', project),
    run: checkName('run', run),
  }
}

function parseRange(value: unknown): readonly [number, number] {
  const [from, to] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof from !== 'number' || typeof to !== 'number' || !(from < to)) {
    throw invalid(`range must be two numbers, the smaller one first, not ${quote(value)}`)
  }
  return [from, to]
}

function quote(value: unknown): string {
  return shorten(JSON.stringify(value) ?? 'nothing')
}

function invalid(reason: string): ServerError {
  return new ServerError('REQUEST_INVALID', `Cannot draw the chart: ${reason}`, {
    remedy: 'ChartRequest in packages/server/src/api/types.ts describes the body.',
  })
}
