// @vitest-environment happy-dom
import { act } from 'react'
import type { JSX } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { SearchField } from '../ui/controls.tsx'
import { RunStateBadge } from '../ui/run-state.tsx'
import { ValueText } from '../ui/value-text.tsx'
import { sampleRun } from './run-samples.ts'
import { RunsTable } from './runs-table.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

async function render(element: JSX.Element): Promise<HTMLElement> {
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  await act(async () => root.render(element))
  cleanups.push(() => act(() => root.unmount()))
  return host
}

test('RunsTable says which column is sorted and asks for the other direction on a click', async () => {
  const asked: unknown[] = []
  const host = await render(
    <RunsTable
      runs={[sampleRun('a')]}
      columns={['state', 'summary:loss']}
      sort={{ column: 'summary:loss', isDescending: true }}
      selected={new Set(['a'])}
      colours={new Map()}
      onSort={(sort) => asked.push(sort)}
      onToggle={() => undefined}
    />,
  )

  const header = host.querySelector('[aria-sort="descending"]')
  await act(async () => header?.querySelector('button')?.click())

  expect(header?.textContent).toContain('loss')
  expect(asked).toEqual([{ column: 'summary:loss', isDescending: false }])
})

test('RunsTable counts the header and all rows, also those that are not in the page', async () => {
  const runs = Array.from({ length: 5000 }, (_each, index) => sampleRun(`r${index}`))
  const host = await render(
    <RunsTable
      runs={runs}
      columns={['state']}
      sort={{ column: 'name', isDescending: false }}
      selected={new Set()}
      colours={new Map()}
      onSort={() => undefined}
      onToggle={() => undefined}
    />,
  )

  expect(host.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')).toBe('5001')
  expect(host.querySelectorAll('[role="row"]').length).toBeLessThan(100)
})

test('RunStateBadge says the state in a word, not by colour alone', async () => {
  expect((await render(<RunStateBadge state="crashed" />)).textContent).toBe('Crashed')
})

test('ValueText shows markup as text', async () => {
  const host = await render(<ValueText value={'<img src=x onerror=alert(1)>'} />)

  expect(host.querySelector('img')).toBeNull()
  expect(host.textContent).toBe('<img src=x onerror=alert(1)>')
})

test('SearchField says gently that an expression is not complete', async () => {
  const host = await render(
    <SearchField label="Search" placeholder="" value="/(a/" onChange={() => undefined} />,
  )

  expect(host.querySelector('[role="status"]')?.textContent).toContain('Nothing is filtered yet')
})
