// Writes docs/settings.md from the settings table: `node packages/core/scripts/settings-docs.mjs`, after a build.
// `--check` fails when the page is not what would be written.
import { readFileSync, writeFileSync } from 'node:fs'
import { describeSettings } from '../dist/settings.js'

const path = new URL('../../../docs/settings.md', import.meta.url)
const page = `# Settings

Made from \`packages/core/src/settings/settings-table.ts\` by \`packages/core/scripts/settings-docs.mjs\`.

Each setting is taken from the first of these places that has it:

1. the option of \`init()\`,
2. the environment variable \`KYMO_…\`,
3. for some, the variable of W&B, so that a script's environment keeps its meaning,
4. \`./kymo/settings.json\` in the current folder: settings that a team shares,
5. \`~/.config/kymo/settings.json\` (or below \`$XDG_CONFIG_HOME\`): your own, written by \`npx kymo login\`,
6. the default.

Both files are JSON objects of setting names. An unknown name and a value that cannot be used are errors of \`init()\`
([SETTING_UNKNOWN](errors.md#setting_unknown), [SETTING_INVALID](errors.md#setting_invalid)). An empty environment variable
counts as not set.

${table()}

## Keys

An API key is sent to one place: the server that it was given for.

- \`npx kymo login\` keeps the key in your own settings file, which only you may read, under the server's address (scheme, host
  and port). Whatever \`baseUrl\` says later, the key goes to that server alone.
- A workspace's settings file may come with somebody else's repository. It may name a server, but it cannot hold keys, and
  \`KYMO_API_KEY\` is not sent to the server that it names; for that set \`KYMO_BASE_URL\` too.
- \`WANDB_API_KEY\` and \`WANDB_BASE_URL\` belong to a server of another product. They are not read.

## Modes of W&B

\`WANDB_MODE\` is read when \`KYMO_MODE\` is not set: \`offline\` and \`dryrun\` mean \`offline\`, \`disabled\` means \`disabled\`. \`online\`,
\`run\` and \`shared\` say nothing about a Kymo server, so the default applies. \`WANDB_DIR\` is the folder above ours: runs go to
\`$WANDB_DIR/kymo\`.
`

if (process.argv.includes('--check')) {
  if (readFileSync(path, 'utf8') !== page) {
    console.error(
      'docs/settings.md is not what the settings table says: run node packages/core/scripts/settings-docs.mjs',
    )
    process.exitCode = 1
  }
} else writeFileSync(path, page)

function table() {
  const lines = describeSettings().map(({ name, doc, accepts, default: fallback, env, wandbEnv, files }) => [
    code(name),
    [env, wandbEnv]
      .filter((variable) => variable !== undefined)
      .map(code)
      .join(', '),
    { both: 'yes', user: 'yours only', none: '' }[files],
    escape(doc),
    escape(accepts),
    fallback === undefined ? '' : code(fallback),
  ])
  const head = ['setting', 'environment', 'in files', 'what', 'accepts', 'default']
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function code(text) {
  return `\`${text}\``
}

function escape(text) {
  return text.replaceAll('|', '\\|')
}
