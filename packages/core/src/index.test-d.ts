import { expectTypeOf } from 'vitest'
import { op } from './index.ts'

// What `op` gives back is what it got: parameters, promises, type parameters.
const retrieve = op(async (question: string, count?: number) => [`${question} ${count}`], {
  name: 'retrieve',
})
expectTypeOf(retrieve).parameters.toEqualTypeOf<[question: string, count?: number | undefined]>()
expectTypeOf(retrieve).returns.toEqualTypeOf<Promise<string[]>>()
const first = op(<T>(list: readonly T[]): T | undefined => list[0])
expectTypeOf(first([1])).toEqualTypeOf<number | undefined>()

// Programs without types can be called, as the guide does.
op(async (question) => [`about ${question}`])('whales').then(String, String)
