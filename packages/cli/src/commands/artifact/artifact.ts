import type { Command } from 'commander'
import type { ExitCode } from '../../exit-codes.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import type { CommandContext } from '../context.ts'
import { addReadOptions } from '../read/read-options.ts'
import { diffArtifacts } from './diff.ts'
import { getArtifact, verifyArtifact } from './get.ts'
import { listArtifacts, showArtifact } from './list.ts'
import { putArtifact } from './put.ts'

const HELP = `
NAME is name, name:alias, name:v3 or name:digest; with the project, or entity and project, in front when several projects
have such an artifact. Without a version the newest is meant.

Examples:
  kymo artifact ls
  kymo artifact ls digits                       versions of one
  kymo artifact info digits:clean
  kymo artifact get digits:v3 ./data
  kymo artifact put digits ./data --type dataset --alias clean
  kymo artifact verify digits:v3 ./data
  kymo artifact diff digits:v2 v3`

type Finish = (code: Promise<ExitCode>) => Promise<void>

export function addArtifact(program: Command, context: CommandContext, finish: Finish): void {
  const artifact = program
    .command('artifact')
    .description('List, fetch, log, verify and compare artifacts')
    .helpCommand(false)
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}\n\nEvery command of it takes --json.`)
  const read = (usage: string, description: string): Command =>
    addReadOptions(artifact.command(usage).description(description)).option('--json', 'print one JSON object')
  read('ls [name]', 'list artifacts, or the versions of one').action((name, options) =>
    finish(listArtifacts(name as string | undefined, options, context)),
  )
  read('info <name>', 'facts, files and lineage of a version').action((name: string, options) =>
    finish(showArtifact(name, options, context)),
  )
  read('get <name> [folder]', 'download a version; what is right already is left alone')
    .option('--exact', 'delete everything else in the folder')
    .option('--prefix <path>', 'only files whose path begins so')
    .action((name: string, folder: string | undefined, options) =>
      finish(getArtifact({ name, folder, ...options }, context)),
    )
  read('verify <name> <folder>', 'compare a folder with a version').action(
    (name: string, folder: string, options) => finish(verifyArtifact({ name, folder, ...options }, context)),
  )
  read('diff <name> <other>', 'what differs between two versions').action(
    (name: string, other: string, options) => finish(diffArtifacts({ name, other, ...options }, context)),
  )
  const collect = (text: string, known: readonly string[] | undefined): string[] => [...(known ?? []), text]
  artifact
    .command('put <name> <paths...>')
    .description('log files, folders and addresses as a new version, by a run of job type upload')
    .option('--type <type>', 'what it is, such as dataset or model', 'dataset')
    .option('--project <name>', 'project of the run (default: of the settings)')
    .option('--entity <name>', 'user or team (default: of the settings)')
    .option('--alias <name>', 'another name of the version; several times', collect)
    .option('--tag <tag>', 'several times', collect)
    .option('--description <text>')
    .option('--metadata <json>', 'a JSON object')
    .option('--ttl <time>', 'how long the server keeps it, such as 30d')
    .option('--dir <dir>', 'folder that holds runs')
    .option('--server [url]', 'log to a server; without a URL, that of kymo login or KYMO_BASE_URL')
    .option('--json', 'print one JSON object')
    .action((name: string, paths: string[], options) =>
      finish(putArtifact({ name, paths, ...options }, context)),
    )
}
