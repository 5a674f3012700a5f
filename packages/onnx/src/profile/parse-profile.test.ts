import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeTable, operatorTable } from './log-profile.ts'
import { type ProfileFacts, ProfileParser } from './parse-profile.ts'

const event = (name: string, operator: string, us: number): string =>
  `${JSON.stringify({
    cat: 'Node',
    dur: us,
    ts: 1,
    ph: 'X',
    name: `${name}_kernel_time`,
    args: {
      op_name: operator,
      provider: 'CPUExecutionProvider',
      input_type_shape: [{ float: [2, 8] }, { float: [4] }],
      output_type_shape: [{ float: [2, 4] }],
    },
  })},`

const RUN = '{"cat" : "Session","pid" :1,"dur" :50,"ts" :1,"ph" : "X","name" :"model_run","args" : {}},'

describe('ProfileParser', () => {
  it('sums up by operator and by node, longest first', () => {
    const facts = parse([
      '[',
      event('a', 'Relu', 5),
      event('b', 'Relu', 7),
      event('c', 'MatMul', 20),
      RUN,
      ']',
    ])

    expect(facts).toMatchObject({ runCount: 1, runUs: 50, skippedCount: 0, hasMore: false })
    expect(operatorTable(facts).rows).toEqual([
      ['MatMul', 'CPUExecutionProvider', 1, 1, 0.02, 62.5, 20, 20],
      ['Relu', 'CPUExecutionProvider', 2, 2, 0.012, 37.5, 6, 7],
    ])
    expect(nodeTable(facts).rows[0]?.slice(0, 6)).toEqual([
      'c',
      'MatMul',
      'CPUExecutionProvider',
      'float[2,8], float[4]',
      'float[2,4]',
      1,
    ])
  })

  it('skips what is no event, and counts it', () => {
    const facts = parse(['[', '{"cat": "No', event('a', 'Relu', 5), 'null,', '{"dur": -1}', '{}', '"x"', '1'])

    expect(facts.operators.map(({ callCount }) => callCount)).toEqual([1])
    expect(facts.skippedCount).toBe(1)
  })

  it('throws nothing whatever the lines are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
        expect(parse(lines).nodes.length).toBeLessThanOrEqual(lines.length)
      }),
    )
  })

  it('keeps a bounded number of nodes', () => {
    const facts = parse(Array.from({ length: 25_000 }, (_, i) => event(`n${i}`, `Op${i}`, 1)))

    expect([facts.nodes.length, facts.operators.length, facts.hasMore]).toEqual([20_000, 1000, true])
    expect(nodeTable(facts).rowCount).toBe(500)
  })
})

function parse(lines: readonly string[]): ProfileFacts {
  const parser = new ProfileParser()
  for (const line of lines) parser.push(line)
  return parser.finish()
}
