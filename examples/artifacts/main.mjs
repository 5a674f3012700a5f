// Logs a data set and a model made from it, uses the data set by its alias, checks a copy of it, and makes a second version that
// shares what has not changed. Offline: everything is in the run's folder below ./kymo.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Artifact, init, isKymoError } from '@kymo/core'

mkdirSync('data/train', { recursive: true })
for (let i = 0; i < 10; i++) writeFileSync(join('data/train', `${i}.csv`), `label,pixel\n${i},${i * 25}\n`)

const run = await init({ project: 'digits', mode: 'offline', jobType: 'train' })

const dataSet = new Artifact('digits', 'dataset', { metadata: { rows: 10 } })
dataSet.addDir('data')
dataSet.newFile('README.md', '# Ten digits')
dataSet.addReference('https://example.com/digits.zip', { name: 'origin.zip', checksum: false })
const logged = await run.logArtifact(dataSet, { aliases: ['clean'], tags: ['small'], ttl: '90d' }).wait()
console.log(`logged ${logged.name}, ${dataSet.fileCount} files, digest ${logged.digest}`)

const used = await run.useArtifact('digits:clean', { type: 'dataset' })
const folder = await used.download('copy', { references: 'skip' })
console.log(`used ${used.qualifiedName}: ${used.sizeBytes} bytes in ${folder}`)

writeFileSync(join(folder, 'train', '3.csv'), 'tampered')
try {
  await used.verify(folder)
} catch (error) {
  if (!isKymoError(error, 'ARTIFACT_CHANGED')) throw error
  console.log(`verify: changed ${error.details.changed.join(', ')}`)
}
await used.download(folder, { references: 'skip' })
console.log(`mended: ${JSON.stringify(readFileSync(join(folder, 'train', '3.csv'), 'utf8'))}`)

const draft = used.newDraft()
draft.remove('train/9.csv')
draft.newFile('train/9.csv', 'label,pixel\n9,200\n')
const next = await run.logArtifact(draft).wait()
const latest = await run.useArtifact('digits')
console.log(`second version ${latest.version}, digest ${next.digest}`)

writeFileSync('notes.txt', 'loss went down')
console.log(`saved ${run.save('*.txt', { policy: 'end' }).join(', ')}`)
await run.finish()
