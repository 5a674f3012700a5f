import { expect, test } from 'vitest'
import { KeyMutex } from './key-mutex.ts'

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

test('KeyMutex runs tasks of one name in order and of two names side by side', async () => {
  const mutex = new KeyMutex()
  const seen: string[] = []
  const first = gate()
  const one = mutex.run('a', async () => {
    await first.opened
    seen.push('a1')
  })
  const two = mutex.run('a', async () => void seen.push('a2'))
  await mutex.run('b', async () => void seen.push('b1'))

  expect(seen).toEqual(['b1'])
  first.open()
  await Promise.all([one, two])
  expect(seen).toEqual(['b1', 'a1', 'a2'])
})

test('KeyMutex goes on after a task that failed', async () => {
  const mutex = new KeyMutex()
  const failed = mutex.run('a', () => Promise.reject(new Error('disk')))
  const next = mutex.run('a', async () => 'next')

  await expect(failed).rejects.toThrow('disk')
  await expect(next).resolves.toBe('next')
})
