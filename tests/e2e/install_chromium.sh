#!/bin/sh
# Installs Debian's chromium where it is missing and this user may; says what follows where they may not. Never fails.

skipped() {
    echo "chromium: $1; the browser tests will be skipped."
    exit 0
}

command -v chromium >/dev/null && exit 0
command -v apt-get >/dev/null || skipped "not found, and there is no apt-get to install it with"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
else
    skipped "not found, and installing it needs root (apt-get install chromium)"
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq || skipped "apt-get update failed"
$as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null || skipped "apt-get install chromium failed"
