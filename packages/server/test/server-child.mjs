// A server in a process of its own. Arguments: options of startServer as JSON. Prints {"url", "firstKey"}, then one
// line of {"maxRssBytes"} for each line on standard input.
import { createInterface } from 'node:readline'
import { startServer } from '@kymo/server'

const server = await startServer(JSON.parse(process.argv[2]))
console.log(JSON.stringify({ url: server.url, port: server.port, firstKey: server.firstKey?.key }))
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'close') break
  console.log(JSON.stringify({ maxRssBytes: process.resourceUsage().maxRSS * 1024 }))
}
await server.close()
