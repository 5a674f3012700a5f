// @vitest-environment happy-dom
import { act } from 'react'
import type { JSX } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import type { ChatMessage } from '@kymo/server/api'
import { SPAN_OPERATIONS, SPAN_STATUSES } from '../../state/trace-filters.ts'
import { ChatView } from './chat-view.tsx'
import { ContentTree } from './content-tree.tsx'
import { OperationIcon } from './operation-icon.tsx'
import { SpanStatusBadge } from './span-status.tsx'

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

async function shapeAndWord(element: JSX.Element): Promise<readonly [shape: string, word: string]> {
  const host = await render(element)
  return [host.querySelector('path')?.getAttribute('d') ?? 'no path', host.textContent]
}

test('every status differs by shape and by word, in a list too', async () => {
  const looks = []
  for (const status of SPAN_STATUSES)
    looks.push(await shapeAndWord(<SpanStatusBadge status={status} isCompact />))
  looks.push(await shapeAndWord(<SpanStatusBadge status="open" isRunAlive={false} isCompact />))

  expect(new Set(looks.map(([shape]) => shape)).size).toBe(looks.length)
  expect(looks.map(([, word]) => word)).toEqual([
    'Open',
    'OK',
    'Ended',
    'Error',
    'Cancelled',
    'Interrupted',
    'Not ended',
  ])
})

test('every kind of work has a shape and a word of its own', async () => {
  const looks = []
  for (const operation of SPAN_OPERATIONS)
    looks.push(await shapeAndWord(<OperationIcon operation={operation} />))
  expect(new Set(looks.map(([shape]) => shape)).size).toBe(looks.length)
  expect(new Set(looks.map(([, word]) => word)).size).toBe(looks.length)
})

test('ChatView shows what messages hold as text, and nothing but pictures that are in them', async () => {
  const messages: readonly ChatMessage[] = [
    {
      role: 'user',
      parts: [
        { type: 'text', text: '<img src=x onerror=alert(1)><b>no</b>' },
        { type: 'media', mediaType: 'image/png', url: 'https://example.com/a.png' },
        { type: 'media', mediaType: 'image/svg+xml', data: 'PHN2Zy8+' },
        { type: 'media', mediaType: 'image/png', data: 'iVBORw0KGgo=' },
      ],
    },
    { role: 'assistant', parts: [{ type: 'tool-call', id: 'c1', name: 'add', arguments: '{"a":1}' }] },
  ]
  const host = await render(<ChatView title="Input" messages={messages} />)

  expect([...host.querySelectorAll('img')].map(({ src }) => src)).toEqual([
    'data:image/png;base64,iVBORw0KGgo=',
  ])
  expect(host.querySelector('b')).toBeNull()
  expect(host.querySelector('a')).toBeNull()
  expect(host.textContent).toContain('<img src=x onerror=alert(1)><b>no</b>')
  expect(host.querySelector('.content-tree')?.textContent).toBe('a1')
})

test('ContentTree keeps every digit and every key', async () => {
  const value = { year: 2023, ['__proto__x']: 1e21, list: [true, null, ''], long: 'x'.repeat(100) }
  const host = await render(<ContentTree value={value} />)
  expect([...host.querySelectorAll('.content-leaf')].map(({ textContent }) => textContent)).toEqual([
    'year2023',
    '__proto__x1e+21',
    '0true',
    '1null',
    '2""',
    `long${'x'.repeat(100)}`,
  ])
})
