import { expect, test } from 'vitest'
import {
  parseCpuTimes,
  parseDiskTraffic,
  parseMemory,
  parseNetworkTraffic,
  parseThreadCount,
} from './parse-proc.ts'

test('processor ticks count waiting for disks as idle, and guests once', () => {
  const times = parseCpuTimes(
    'cpu  10 1 2 80 5 1 1 0 9 9\ncpu0 10 1 2 80 5 1 1 0 9 9\ncpu12 1 0 0 1 0 0 0 0 0 0\nintr 1\n',
  )

  expect(times.get(-1)).toEqual({ busy: 15, total: 100 })
  expect([...times.keys()]).toEqual([-1, 0, 12])
})

test('memory is read in bytes', () => {
  const memory = parseMemory('MemTotal:       24684096 kB\nActive(anon):  12 kB\nHugePages_Total:       0\n')

  expect(memory.get('MemTotal')).toBe(24_684_096 * 1024)
  expect(memory.get('Active(anon)')).toBe(12 * 1024)
})

test('disk traffic is counted in sectors of 512 bytes', () => {
  const traffic = parseDiskTraffic(
    ' 254  0 vda 561827 54635 1000 777196 416796 496601 2000 610466 0 124016 1\n bad line\n',
  )

  expect([...traffic]).toEqual([['vda', { readBytes: 512_000, writtenBytes: 1_024_000 }]])
})

test('network traffic leaves out loopback and inner interfaces', () => {
  const text = `Inter-|   Receive |  Transmit
 face |bytes packets errs drop fifo frame compressed multicast|bytes packets
    lo: 5 1 0 0 0 0 0 0 5 1 0 0 0 0 0 0
  eth0:100 1 0 0 0 0 0 0 40 1 0 0 0 0 0 0
veth1a: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0
  ib0: 11 1 0 0 0 0 0 0 2 1 0 0 0 0 0 0\n`

  expect(parseNetworkTraffic(text)).toEqual({ receivedBytes: 111, sentBytes: 42 })
})

test('the number of threads is read, and unknown without it', () => {
  expect(parseThreadCount('Name:\tnode\nThreads:\t11\n')).toBe(11)
  expect(parseThreadCount('')).toBeNaN()
})
