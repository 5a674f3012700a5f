/* oxlint-disable typescript/unbound-method -- which function a stream has is what is tested */
import { expect, test } from 'vitest'
import { WriteHook } from './write-hook.ts'

class FakeStream {
  readonly printed: unknown[][] = []
  isFull = false

  write(...args: unknown[]): boolean {
    if (args[0] === null) throw new TypeError('may not write null values to stream')
    this.printed.push([this, ...args])
    return !this.isFull
  }
}

test('what is written reaches the stream with its arguments, its this and its result', () => {
  const stream = new FakeStream()
  const heard: unknown[] = []
  new WriteHook(stream).add((chunk, encoding) => heard.push([chunk, encoding]))
  const done = (): void => {}

  expect(stream.write('a', 'latin1', done)).toBe(true)
  stream.isFull = true
  expect(stream.write('b')).toBe(false)

  expect(stream.printed).toEqual([
    [stream, 'a', 'latin1', done],
    [stream, 'b'],
  ])
  expect(heard).toEqual([
    ['a', 'latin1'],
    ['b', undefined],
  ])
})

test('what the stream refuses with an exception is not heard, and the exception is the stream’s', () => {
  const stream = new FakeStream()
  const heard: unknown[] = []
  new WriteHook(stream).add((chunk) => heard.push(chunk))

  expect(() => stream.write(null)).toThrow('may not write null')
  expect(heard).toEqual([])
})

test('two listeners share one wrapper, and the last one that leaves restores the stream', () => {
  const stream = new FakeStream()
  const hook = new WriteHook(stream)
  const heard: string[] = []
  const removeA = hook.add((chunk) => heard.push(`a ${String(chunk)}`))
  const removeB = hook.add((chunk) => heard.push(`b ${String(chunk)}`))

  stream.write('1')
  removeA()
  removeA()
  stream.write('2')
  removeB()
  stream.write('3')

  expect(heard).toEqual(['a 1', 'b 1', 'b 2'])
  expect(stream.printed).toHaveLength(3)
  expect(Object.hasOwn(stream, 'write')).toBe(false)
})

test('a wrapper that somebody put on ours stays, and ours only passes on after its end', () => {
  const stream = new FakeStream()
  const hook = new WriteHook(stream)
  const heard: string[] = []
  const remove = hook.add((chunk) => heard.push(String(chunk)))
  const ours = stream.write
  const foreign = function (this: FakeStream, ...args: unknown[]): boolean {
    return Reflect.apply(ours, this, [`<${String(args[0])}>`])
  }
  stream.write = foreign

  stream.write('1')
  remove()
  stream.write('2')
  expect(stream.write).toBe(foreign)
  const removeAgain = hook.add((chunk) => heard.push(String(chunk)))
  stream.write('3')
  removeAgain()
  stream.write('4')

  // The third is heard above the foreign wrapper, once.
  expect(heard).toEqual(['<1>', '3'])
  expect(stream.printed.map(([, chunk]) => chunk)).toEqual(['<1>', '<2>', '<3>', '<4>'])
  expect(stream.write).toBe(foreign)
})
