#!/usr/bin/env bash
# The step of action.yml: installs healthlint, lints with annotations, adds a summary to the page of the run, and ends
# as healthlint does. Works with bash 3.2, which macOS has.
set -uo pipefail

fail() { # fail MESSAGE: an annotation, and the exit code for what is no finding
  local message=${1//%/%25}
  echo "::error title=healthlint::${message//$'\n'/%0A}"
  echo "exit-code=2" >>"${GITHUB_OUTPUT:-/dev/null}"
  exit 2
}

python=
for candidate in "${HEALTHLINT_PYTHON:-}" python3 python; do
  if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || fail "healthlint needs Python 3.11 or later: put actions/setup-python before it."

words() { # words TEXT: its words, one a line, split as a shell would, and never expanded
  "$python" -c 'import shlex, sys
for word in shlex.split(sys.argv[1]):
    sys.stdout.buffer.write(word.encode() + b"\n")' "$1"
}

command=()
split() { # split NAME TEXT: adds the words of an input to the command
  local found word
  found=$(words "$2" 2>/dev/null) || fail "The input '$1' has a quote without its second: $2"
  while IFS= read -r word; do
    [ -n "$word" ] && command+=("$word")
  done <<<"$found"
}

work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/healthlint.XXXXXX") || fail "No folder for temporary files."
summary=$work/summary.md

split args "${INPUT_ARGS:-}"
[ -n "${INPUT_CONFIG:-}" ] && command+=(--config "$INPUT_CONFIG")
[ -n "${INPUT_SARIF:-}" ] && command+=(--output "sarif:$INPUT_SARIF")
command+=(--output "markdown:$summary" --output-format github --fail-on "${INPUT_FAIL_ON:-warning}" --)
before=${#command[@]}
split paths "${INPUT_PATHS:-.}"
[ "${#command[@]}" -gt "$before" ] || fail "The input 'paths' is empty."

# Stands in for the installed program in tests.
healthlint=${HEALTHLINT_PROGRAM:-}
if [ -z "$healthlint" ]; then
  wanted=${INPUT_VERSION:+healthlint==$INPUT_VERSION}
  # To compile the core takes longer than it saves on the posts of a pull request.
  export HEALTHLINT_NATIVE=${HEALTHLINT_NATIVE:-never}
  echo "::group::Install healthlint ${INPUT_VERSION:-of this action}"
  "$python" -m venv "$work/venv" || fail "Python cannot make an environment: put actions/setup-python before it."
  bin=$work/venv/bin
  [ -d "$bin" ] || bin=$work/venv/Scripts
  "$bin/python" -m pip install --quiet --disable-pip-version-check "${wanted:-$GITHUB_ACTION_PATH}" ||
    fail "healthlint ${INPUT_VERSION:-of this action} cannot be installed: see the log."
  echo "::endgroup::"
  healthlint=$bin/healthlint
fi

"$healthlint" check "${command[@]}"
code=$?

[ -s "$summary" ] && cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
[ -n "${INPUT_SARIF:-}" ] && [ -s "$INPUT_SARIF" ] && echo "sarif=$INPUT_SARIF" >>"${GITHUB_OUTPUT:-/dev/null}"
echo "exit-code=$code" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
