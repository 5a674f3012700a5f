import { expect, test } from 'vitest'
import { createSessionSecret } from './auth-file.ts'
import { readSession, signSession } from './session.ts'

const secret = createSessionSecret(0)
const session = { keyId: 'abcd1234', expiresMs: 10_000 }

test('readSession() accepts what was signed, until it expires', () => {
  const value = signSession(session, secret)

  expect(readSession(value, [secret], 9999)).toEqual(session)
  expect(readSession(value, [secret], 10_000)).toBeUndefined()
})

test('readSession() accepts an older secret that is still listed, and no other', () => {
  const value = signSession(session, secret)

  expect(readSession(value, [createSessionSecret(1), secret], 0)).toEqual(session)
  expect(readSession(value, [createSessionSecret(1)], 0)).toBeUndefined()
})

test('readSession() refuses every changed character', () => {
  const value = signSession(session, secret)

  for (let index = 0; index < value.length; index++) {
    const other = value[index] === 'x' ? 'y' : 'x'
    expect(readSession(value.slice(0, index) + other + value.slice(index + 1), [secret], 0)).toBeUndefined()
  }
})

test.each(['', '.', '...', 'x'.repeat(10_000), 'a.9999999999999.b.'])('readSession() refuses %j', (value) => {
  expect(readSession(value, [secret], 0)).toBeUndefined()
})
