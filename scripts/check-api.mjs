// One checked-in API report per public package: a change of a public name or type shows in review as a change of
// packages/<name>/api/<name>.api.md. `npm run check -- api` compares, `node scripts/check-api.mjs --update` rewrites.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { publicPackages } from './public-packages.mjs'

const isUpdate = process.argv.includes('--update')
let failureCount = 0

for (const { folder, manifest } of publicPackages()) {
  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target === 'string' || target.types === undefined) continue
    const name = subpath === '.' ? basename(folder) : `${basename(folder)}-${basename(subpath)}`
    if (!report(folder, name, target.types)) {
      failureCount++
      console.error(
        `${manifest.name}: the public API of '${subpath}' differs from api/${name}.api.md; run node scripts/check-api.mjs --update and add a changeset`,
      )
    }
  }
}
process.exitCode = failureCount > 0 ? 1 : 0

function report(folder, name, types) {
  mkdirSync(join(folder, 'api'), { recursive: true })
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            module: 'nodenext',
            moduleResolution: 'nodenext',
            skipLibCheck: true,
            types: ['node'],
          },
          files: [join(folder, types)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(folder, 'api'),
        reportTempFolder: join(folder, 'dist', 'api-temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
        compilerMessageReporting: { default: { logLevel: 'error' } },
      },
    },
  })
  const result = Extractor.invoke(config, {
    localBuild: isUpdate,
    showVerboseMessages: false,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) console.error(message.text)
      message.handled = true
    },
  })
  return isUpdate ? result.errorCount === 0 : result.errorCount === 0 && !result.apiReportChanged
}
