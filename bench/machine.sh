# Sourced by benchmarks: a small machine for a server. Where this is root and the system has control groups of memory
# (version 1 or 2), the server and its commands are in a group that may take no more; elsewhere it is only told that
# the machine is that small, which is less: what it takes has to be looked at.
declare -A machine_group=()
machine_folder= # as the launcher sees a machine where there are no groups

new_machine() { # NAME MB
  local group limit
  for group in /sys/fs/cgroup/memory /sys/fs/cgroup; do
    limit=memory.limit_in_bytes
    [ "$group" = /sys/fs/cgroup/memory ] || limit=memory.max
    group=$group/packetboat-$$-$1
    if mkdir "$group" 2>/dev/null; then
      if (echo "$2M" >"$group/$limit") 2>/dev/null; then
        for limit in memory.memsw.limit_in_bytes memory.swap.max; do # no more by swapping, either
          [ ! -e "$group/$limit" ] || case $limit in *swap.max) echo 0 ;; *) echo "$2M" ;; esac >"$group/$limit"
        done
        machine_group[$1]=$group
        echo "machine of $1: a control group of $2 MB"
        return
      fi
      rmdir "$group"
    fi
  done
  machine_folder=$(mktemp -d "${SCRATCH:-/var/tmp}/packetboat-machine.XXXXXX")
  mkdir "$machine_folder/proc"
  echo "MemTotal: $(($2 * 1024)) kB" >"$machine_folder/proc/meminfo"
  echo "machine of $1: no control groups for memory here, or not root; Packetboat is told of $2 MB, nobody holds it to them"
}

on_machine() { # NAME COMMAND…: instead of this shell, so call it in one of its own
  [ -z "${machine_group[$1]:-}" ] || echo "$BASHPID" >"${machine_group[$1]}/cgroup.procs"
  [ -z "$machine_folder" ] || export memory_root=$machine_folder
  shift
  exec "$@"
}

remove_machines() {
  local group
  for group in "${machine_group[@]}"; do rmdir "$group" 2>/dev/null || true; done
  [ -z "$machine_folder" ] || rm -rf "$machine_folder"
}
