import { expect, test } from 'vitest'
import { Teardown } from './teardown.ts'

test('Teardown runs its steps in reverse, once, also past one that fails', async () => {
  const teardown = new Teardown()
  const seen: string[] = []
  teardown.add(() => void seen.push('first'))
  teardown.add(() => Promise.reject(new Error('stuck')))
  teardown.add(async () => void seen.push('last'))

  await expect(teardown.run()).rejects.toThrow('stuck')
  await expect(teardown.run()).rejects.toThrow('stuck')
  expect(seen).toEqual(['last', 'first'])
})
