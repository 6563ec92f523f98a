#!/bin/bash
# schema.sh: scenarios/leaselab.schema.json, which editors use, takes every scenario of ours and refuses every wrong one
# of tests/schema/, for the reason written in its first line: `# refused: WHERE KEYWORD`, as ajv calls them. It also
# explains every key. Needs Debian's node-ajv.
set -u

folder=build/schema
converter=build/yaml_to_json
rm -rf "$folder"
mkdir -p "$folder"

# The schema is for editors, but the YAML is read as we read it.
gcc -std=c11 -O1 -I. -Wall -Wextra -Werror -D_POSIX_C_SOURCE=200809L -o "$converter" tests/tools/yaml_to_json.c \
    sim/scenario/document.c sim/scenario/syntax.c sim/scenario/lookalike.c sim/base/*.c -lyaml || exit 1

for scenario in scenarios/*.yaml tests/conformance/*.yaml tests/schema/*.yaml; do
    mkdir -p "$folder/$(dirname "$scenario")"
    "$converter" "$scenario" >"$folder/${scenario%.yaml}.json" || exit 1
done

failed=0
for scenario in scenarios/*.yaml; do
    # shellcheck disable=SC2016 # the dollar belongs to the modeline
    [ "$(head -n 1 "$scenario")" = '# yaml-language-server: $schema=leaselab.schema.json' ] ||
        { echo "$scenario: its first line does not name the schema"; failed=1; }
done

NODE_PATH=/usr/share/nodejs node - "$folder" <<'JS' || failed=1
const fs = require('fs')
const Ajv = require('ajv')
const folder = process.argv[2]
const read = path => JSON.parse(fs.readFileSync(path, 'utf8'))
const yamls = room => fs.readdirSync(room).filter(name => name.endsWith('.yaml')).map(name => `${room}/${name}`)
const schema = read('scenarios/leaselab.schema.json')
const validate = new Ajv({allErrors: true, jsonPointers: true}).compile(schema)
const errors = yaml => validate(read(`${folder}/${yaml.replace('.yaml', '.json')}`)) ? [] : validate.errors
let failed = 0
const fail = text => { console.log(text); failed++ }

const right = [...yamls('scenarios'), ...yamls('tests/conformance')]
for (const yaml of right)
  for (const error of errors(yaml)) fail(`${yaml}: ${error.dataPath} ${error.message}`)

const wrong = yamls('tests/schema')
for (const yaml of wrong) {
  const reason = /^# refused: (\S+) (\S+)\n/.exec(fs.readFileSync(yaml, 'utf8'))
  if (!reason) { fail(`${yaml}: does not say why it is refused`); continue }
  const found = errors(yaml)
  if (!found.some(error => (error.dataPath || '/') === reason[1] && error.keyword === reason[2]))
    fail(`${yaml}: not refused for ${reason[1]} ${reason[2]}, but: ` +
         (found.map(error => `${error.dataPath || '/'} ${error.keyword}`).join(', ') || 'taken'))
}

// A key without a description shows nothing when an editor's user points at it.
let keys = 0
const explained = (node, where) => {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node.properties || {})) {
    keys++
    const target = value.$ref ? schema.definitions[value.$ref.split('/').pop()] : {}
    if (where !== '/definitions' && !value.description && !target.description) fail(`schema: ${where}/${key} has no description`)
  }
  for (const [key, value] of Object.entries(node)) explained(value, `${where}/${key}`)
}
explained(schema, '')

if (wrong.length < 12) fail(`only ${wrong.length} wrong scenarios in tests/schema`)
console.log(`schema: ${right.length} scenarios taken, ${wrong.length} refused, ${keys} keys explained` +
            (failed ? `; ${failed} failures` : ''))
process.exit(failed ? 1 : 0)
JS
exit $failed
