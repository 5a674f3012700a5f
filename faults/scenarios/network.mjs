import { setTimeout as delay } from 'node:timers/promises'

/**
 * Faults between a client and a server, each played in front of a real server.
 * @param {(scene, net: { server: () => Server, proxy, isFinal: boolean, passed: Promise<unknown> }) => Promise<object>} play what the client does;
 * `isFinal` when the fault does not pass by itself while the client waits; `passed` resolves when it has passed
 */
export function networkFaults(play) {
  const behindProxy = (plan, { isFinal = false, quick = false } = {}) => ({
    quick,
    play: async (scene) => {
      const server = await scene.startServer()
      const proxy = await scene.startProxy(server)
      proxy.setPlan(plan)
      const outcome = await play(scene, { server: () => server, proxy, isFinal, passed: Promise.resolve() })
      if (proxy.faultCount === 0) throw new Error('No request met the fault')
      return { ...outcome, note: outcome.note ?? `${proxy.faultCount} requests met it` }
    },
  })
  return [
    [
      'connection refused',
      {
        play: async (scene) => {
          const server = await scene.startServer()
          const proxy = { url: server.url }
          await server.kill()
          const passed = delay(1_500).then(() => server.start())
          return play(scene, { server: () => server, proxy, isFinal: false, passed })
        },
      },
    ],
    ['reset mid-body', behindProxy((n) => (n % 2 === 1 && n < 12 ? 'reset' : 'pass'), { quick: true })],
    ['answer lost', behindProxy((n) => (n % 2 === 1 && n < 12 ? 'lost-answer' : 'pass'), { quick: true })],
    ['hang', behindProxy((n) => (n === 2 ? 'hang' : 'pass'))],
    [
      '429 with Retry-After',
      behindProxy((n) => (n < 4 ? { status: 429, headers: { 'retry-after': '1' } } : 'pass')),
    ],
    ['500', behindProxy((n) => (n % 2 === 1 && n < 8 ? { status: 500, headers: {} } : 'pass'))],
    ['duplicate delivery', behindProxy(() => 'twice', { quick: true })],
    ['slow link', behindProxy(() => 'slow')],
    [
      'server restarted',
      {
        play: async (scene) => {
          const server = await scene.startServer()
          const proxy = { url: server.url }
          const restart = async () => {
            for (let i = 0; i < 3; i++) {
              await delay(300)
              await server.kill()
              await server.start()
            }
          }
          return play(scene, { server: () => server, proxy, isFinal: false, passed: restart() })
        },
      },
    ],
    [
      'server index deleted',
      {
        play: async (scene) => {
          const server = await scene.startServer()
          const proxy = { url: server.url }
          const deleteIndex = async () => {
            await delay(600)
            await server.kill()
            server.deleteIndex()
            await server.start()
          }
          return play(scene, { server: () => server, proxy, isFinal: false, passed: deleteIndex() })
        },
      },
    ],
  ]
}
