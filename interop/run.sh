#!/usr/bin/env bash
# Runs real foreign software against Kymo: `npm run interop [-- schema|records|wandb-sync|parquet|otlp|tfjs-node]`.
# Python and its packages come from the Python package index, pinned in interop/requirements.txt. Where Python or the
# index is missing, the suites are counted as skipped, never as passed; a suite that ends with 77 says so of itself.
set -u
cd "$(dirname "$0")/.."
suites=("${@:-}")
[ -n "${suites[0]}" ] || suites=(schema records wandb-sync parquet otlp tfjs-node)
venv=temp/interop-venv
passed=0 failed=0 skipped=0

finish() {
  if [ "$failed" -eq 0 ] && [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; exit 0; fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]; exit
}

[ -f packages/cli/dist/bin.js ] || npm run --silent build || { failed=1; finish; }
mkdir -p temp
if [ ! -x "$venv/bin/python" ]; then python3 -m venv "$venv" || { rm -rf "$venv"; }; fi
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r interop/requirements.txt; then
  if "$venv/bin/python" -c 'import wandb' 2>/dev/null; then echo "interop: the package index does not answer; using what is installed"; else
    echo "interop: SKIPPED ${suites[*]}: Python or the Python package index is missing on this machine" >&2
    skipped=${#suites[@]}; finish
  fi
fi

for suite in "${suites[@]}"; do
  if [ ! -f "interop/$suite/test.py" ]; then echo "interop: there is no suite '$suite'" >&2; failed=$((failed + 1)); continue; fi
  WANDB_ERROR_REPORTING=false WANDB_SILENT=true timeout 600 "$venv/bin/python" "interop/$suite/test.py"
  case $? in
    0) echo "interop: $suite passed"; passed=$((passed + 1)) ;;
    77) echo "interop: $suite SKIPPED" >&2; skipped=$((skipped + 1)) ;;
    *) echo "interop: $suite FAILED" >&2; failed=$((failed + 1)) ;;
  esac
done
finish
