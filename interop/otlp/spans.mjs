// Makes one span of everything, and writes down, as plain facts, what it did. argv: where the facts go.
import { writeFileSync } from 'node:fs'
import { init } from '@kymo/core'

const START = 1_700_000_000_000
const facts = []
const run = await init({ project: 'interop', entity: 'team', id: 'otlp-1', quiet: true })

/** Attributes by their type in OTLP. */
const ATTRIBUTES = [
  ['text', 'string', 'größe 🚀\n'],
  ['empty', 'string', ''],
  ['yes', 'bool', true],
  ['no', 'bool', false],
  ['zero', 'int', 0],
  ['whole', 'int', -42],
  ['large', 'int', Number.MAX_SAFE_INTEGER],
  ['half', 'double', 0.5],
  ['tiny', 'double', 5e-324],
  [
    'texts',
    'array',
    [
      ['string', 'a'],
      ['string', 'b'],
    ],
  ],
  [
    'numbers',
    'array',
    [
      ['int', 1],
      ['int', 2],
    ],
  ],
]
const valueOf = ([, type, value]) => (type === 'array' ? value.map(([, item]) => item) : value)

function make(
  name,
  { parent = null, kind = 'internal', outcome = 'ok', message = '', attributes = [], links = [], act } = {},
) {
  const index = facts.length
  const startMs = START + index * 10 + 0.25
  const span = run.startSpan(name, {
    kind,
    parent,
    startMs,
    links,
    attributes: Object.fromEntries(attributes.map((attribute) => [attribute[0], valueOf(attribute)])),
  })
  const events = act?.(span) ?? []
  facts.push({
    name,
    traceId: span.traceId,
    spanId: span.spanId,
    parentId: parent?.spanId ?? '',
    kind: ['internal', 'server', 'client', 'producer', 'consumer'].indexOf(kind) + 1,
    startNs: String(BigInt(START + index * 10) * 1_000_000n + 250_000n),
    endNs: String(BigInt(START + index * 10) * 1_000_000n + 5_250_000n),
    status: { ok: 1, error: 2, cancelled: 0, interrupted: 0 }[outcome],
    message,
    attributes: [
      ...attributes,
      ...(outcome === 'cancelled' || outcome === 'interrupted' ? [['kymo.outcome', 'string', outcome]] : []),
    ],
    events,
    links: links.map(({ traceId, spanId }) => [traceId, spanId]),
  })
  span.end({ endMs: startMs + 5, outcome, ...(message === '' ? {} : { message }) })
  return span
}

const root = make('invoke_agent planner', {
  attributes: [['gen_ai.operation.name', 'string', 'invoke_agent']],
})
make('everything', { parent: root, attributes: ATTRIBUTES })
for (const kind of ['server', 'client', 'producer', 'consumer']) make(`kind ${kind}`, { parent: root, kind })
make('failed', { parent: root, outcome: 'error', message: 'it broke' })
make('stopped', { parent: root, outcome: 'cancelled' })
make('waits', { parent: root, outcome: 'interrupted' })
make('linked', { links: [{ traceId: root.traceId, spanId: root.spanId }] })
make('with events', {
  parent: root,
  act: (span) => {
    span.addEvent('first token', { index: 1, text: 'x' }, START + 0.5)
    return [
      [
        'first token',
        String(BigInt(START) * 1_000_000n + 500_000n),
        [
          ['index', 'int', 1],
          ['text', 'string', 'x'],
        ],
      ],
    ]
  },
})
make('großer Name 🚀 '.repeat(20).trim())
for (let index = 0; index < 1500; index++)
  make(`many ${index}`, { parent: root, attributes: [['index', 'int', index]] })

const { sinks } = await run.finish()
writeFileSync(process.argv[2], JSON.stringify({ facts, sinks }))
