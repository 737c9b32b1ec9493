# Fetches archives that are known by their checksum, into the user's own cache ($cache); sourced by bin/jdk.sh.

archives=$(dirname "${BASH_SOURCE[0]}")/archives.list

# Sets name, sum and address to those of the archive for this platform.
known_archive() { # NAME, or how it begins
  local platform
  platform=$(uname -s)-$(uname -m)
  if compgen -G "/lib/ld-musl-*" >/dev/null; then platform=$platform-musl; fi
  read -r name _ sum address < <(awk -v name="$1" -v platform="${platform/arm64/aarch64}" \
    'index($1, name) == 1 && ($2 == "any" || $2 == platform)' "$archives")
}

sha256_of() { # FILE
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# Goes on where an earlier attempt broke off. Fails with 2 if that can't be: the server has no ranges, or no such range.
download() { # ADDRESS FILE
  local failed=0 status
  if command -v curl >/dev/null; then
    local show=--silent
    if [ -t 2 ]; then show=--progress-bar; fi
    status=$(curl --fail --location --show-error $show --connect-timeout 30 --continue-at - --write-out '%{http_code}' \
      --output "$2" "$1") || failed=$?
    if [ $failed = 33 ] || [ $failed = 36 ] || [ "$status" = 416 ]; then return 2; fi
    return $((failed != 0))
  elif command -v wget >/dev/null; then
    wget --no-verbose --continue --timeout 30 --output-document "$2" "$1" >&2 || failed=$?
    case $failed in
      0) ;;
      4 | 5) return 1 ;; # the network, TLS
      *) return 2 ;;     # it does not say which: the server's answer
    esac
  else
    echo "Neither curl nor wget is installed." >&2
    return 1
  fi
}

# Sets fetched to the folder with what is in the archive, which is fetched unless it is there.
fetch() { # NAME, or how it begins
  local name sum address
  known_archive "$1" || return 1
  fetched=$cache/$name
  [ -d "$fetched" ] && return
  if ! mkdir -p "$cache" 2>/dev/null; then
    echo "$cache can't be made; set XDG_CACHE_HOME to a folder that $(id -un) may write to." >&2
    return 1
  fi
  ( # one at a time
    exec 7>"$cache/fetching"
    if command -v flock >/dev/null; then flock 7; fi
    [ -d "$fetched" ] || unpack_checked "$name" "$sum" "$address"
  )
}

# Goes on with the part that is here already. If that fails, the archive is fetched from the start, once.
download_checked() { # SHA256 ADDRESS FILE
  local failed=0
  if [ -s "$3" ]; then
    if [ "$(sha256_of "$3")" = "$1" ]; then return; fi
    download "$2" "$3" || failed=$?
    if [ $failed = 1 ]; then return 1; fi
    if [ $failed = 0 ] && [ "$(sha256_of "$3")" = "$1" ]; then return; fi
    echo "The part that is here is of another archive, or the server can't go on from there:" \
      "fetching it from the start ..." >&2
    rm -f "$3"
  fi
  download "$2" "$3"
}

unpack_checked() { # NAME SHA256 ADDRESS
  local part=$cache/$1.part next=$cache/$1.next
  echo "Fetching $1 into $cache (once), from $3 ..." >&2
  if ! download_checked "$2" "$3" "$part"; then
    echo "$1 could not be fetched. The next start goes on where this one broke off." >&2
    return 1
  fi
  if [ "$(sha256_of "$part")" != "$2" ]; then
    echo "What came from $3 is not $1: its SHA-256 is $(sha256_of "$part"), expected $2. It was deleted." >&2
    rm -f "$part"
    return 1
  fi
  rm -rf "$next" && mkdir "$next" && tar xzf "$part" --strip-components=1 -C "$next" && mv "$next" "$cache/$1" \
    && rm -f "$part"
}
