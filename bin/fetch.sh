# Fetches archives that are known by their checksum, into the user's own cache; sourced by bin/jdk.sh.

cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/packetboat
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

download() { # ADDRESS FILE: goes on where an earlier attempt broke off
  if command -v curl >/dev/null; then
    local show=--silent
    if [ -t 2 ]; then show=--progress-bar; fi
    curl --fail --location --show-error $show --connect-timeout 30 --continue-at - --output "$2" "$1" >&2
  elif command -v wget >/dev/null; then
    wget --no-verbose --continue --timeout 30 --output-document "$2" "$1" >&2
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

unpack_checked() { # NAME SHA256 ADDRESS
  local part=$cache/$1.part next=$cache/$1.next
  echo "Fetching $1 into $cache (once), from $3 ..." >&2
  if [ ! -f "$part" ] || [ "$(sha256_of "$part")" != "$2" ]; then
    if ! download "$3" "$part"; then
      echo "$1 could not be fetched. The next start goes on where this one broke off." >&2
      return 1
    fi
  fi
  if [ "$(sha256_of "$part")" != "$2" ]; then
    echo "What came from $3 is not $1: its SHA-256 is $(sha256_of "$part"), expected $2. It was deleted." >&2
    rm -f "$part"
    return 1
  fi
  rm -rf "$next" && mkdir "$next" && tar xzf "$part" --strip-components=1 -C "$next" && mv "$next" "$cache/$1" \
    && rm -f "$part"
}
