import { expect, test } from 'vitest'
import { ByteBudget } from './byte-budget.ts'

test('ByteBudget tells to come back when it is spent, and not before', async () => {
  const budget = new ByteBudget(100)
  let finish = (): void => undefined
  const held = budget.spend(60, () => new Promise<void>((resolve) => (finish = resolve)))

  await expect(budget.spend(40, async () => 'fits')).resolves.toBe('fits')
  await expect(budget.spend(41, async () => 'too much')).rejects.toMatchObject({ code: 'SERVER_BUSY' })
  finish()
  await held
  await expect(budget.spend(1000, async () => 'alone')).resolves.toBe('alone')
})

test('ByteBudget gives back what a failed task took', async () => {
  const budget = new ByteBudget(10)

  await expect(budget.spend(10, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
  await expect(budget.spend(10, async () => 'next')).resolves.toBe('next')
})

test('ByteBudget counts what a task takes as it goes, and its own bytes never stand in its way', async () => {
  const budget = new ByteBudget(100)
  let finish = (): void => undefined
  const first = budget.spendMore(async (more) => {
    more(50)
    await new Promise<void>((resolve) => (finish = resolve))
    more(1000)
  })

  const second = budget.spendMore(async (more) => {
    more(40)
    more(11)
  })
  await expect(second).rejects.toMatchObject({ code: 'SERVER_BUSY' })
  finish()
  await first
  await expect(budget.spend(100, async () => 'free again')).resolves.toBe('free again')
})
