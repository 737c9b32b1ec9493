# Sourced by the scripts that start Packetboat: sets memory to the MB that there are for a process, as far as the Java
# machine is told of them: what the machine has, or its container or service may take (cgroups version 2 and 1, and the
# groups that hold its own), whatever is least, and 1280 at most. By sh alone: no start waits for another program.
# memory_root is a folder that stands for / in tests.
# memory_options is what the Java machine is told of it, malloc_arenas how many arenas the C library may have. What a
# collection has freed is given back. Where there are no more than 320 MB, a server of one modem line stays below 160: no
# second compiler, which takes 25 MB for code that a slow line doesn't need so fast; nothing compiled that is seldom called;
# and a small young part of the heap.
memory=1280

less_memory() { # AMOUNT UNITS: how many of them are a MB; what is no number, or too large for one, is no limit
  case $1 in '' | *[!0-9]* | ???????????????????*) return 0 ;; esac
  [ $(($1 / $2)) -lt 1 ] || [ $(($1 / $2)) -ge "$memory" ] || memory=$(($1 / $2))
}

group_memory() { # FOLDER GROUP FILE
  group=${2%/}
  while :; do
    limit=
    [ ! -r "$1$group/$3" ] || read -r limit <"$1$group/$3" || :
    less_memory "$limit" 1048576
    [ -n "$group" ] || break
    group=${group%/*}
  done
}

if [ -r "${memory_root:-}/proc/meminfo" ]; then
  while read -r what amount _; do
    [ "$what" != MemTotal: ] || { less_memory "$amount" 1024; break; }
  done <"${memory_root:-}/proc/meminfo"
fi
if [ -r "${memory_root:-}/proc/self/cgroup" ]; then
  while IFS=: read -r _ what group; do
    case ,$what, in
      ,,) group_memory "${memory_root:-}/sys/fs/cgroup" "$group" memory.max ;;
      *,memory,*) group_memory "${memory_root:-}/sys/fs/cgroup/memory" "$group" memory.limit_in_bytes ;;
    esac
  done <"${memory_root:-}/proc/self/cgroup"
fi

memory_options="-XX:MaxRAM=${memory}m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20"
memory_options="$memory_options -XX:-ShrinkHeapInSteps"
malloc_arenas=2
if [ "$memory" -le 320 ]; then
  memory_options="$memory_options -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=4 -Xmn4m"
  malloc_arenas=1
fi
