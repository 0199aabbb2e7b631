# shellcheck shell=bash
# What this node has: cores and memory that this process may use. Pure shell on /proc and /sys, and answers in REPLY,
# not in a subshell's output, so that it costs next to nothing at each start.
# shellcheck disable=SC2034

# count_list 0-3,8: 5
count_list() {
  local total=0 part
  local IFS=,
  for part in $1; do
    if [[ $part == *-* ]]; then total=$((total + ${part#*-} - ${part%-*} + 1)); else total=$((total + 1)); fi
  done
  REPLY=$total
}

# own_cgroups CONTROLLER: sets CGROUPS, folders of this process's control group and its ancestors, for cgroup v2 and v1.
own_cgroups() {
  CGROUPS=()
  local root=${PARHELION_CGROUP_ROOT:-/sys/fs/cgroup} line path base
  while IFS= read -r line; do
    path=${line#*:*:}
    case $line in
      0::*) base=$root ;;
      *:"$1":* | *:"$1",*:* | *:*,"$1":* | *:*,"$1",*:*) base=$root/$1 ;;
      *) continue ;;
    esac
    while :; do
      [[ -d $base$path ]] && CGROUPS+=("$base$path")
      [[ -n ${path%/} ]] || break
      path=${path%/*}
    done
  done <"${PARHELION_CGROUP_FILE:-/proc/self/cgroup}"
}

# available_cores: by affinity, and by the processor quota of a container.
available_cores() {
  if [[ ${PARHELION_CORES:-} =~ ^[1-9][0-9]*$ ]]; then
    REPLY=$PARHELION_CORES
    return
  fi
  local cores=1 key value folder quota period
  while read -r key value; do
    [[ $key == Cpus_allowed_list: ]] && count_list "$value" && cores=$REPLY && break
  done </proc/self/status
  own_cgroups cpu
  for folder in "${CGROUPS[@]}"; do
    quota=max period=100000
    if [[ -r $folder/cpu.max ]]; then
      read -r quota period <"$folder/cpu.max"
    elif [[ -r $folder/cpu.cfs_quota_us && -r $folder/cpu.cfs_period_us ]]; then
      read -r quota <"$folder/cpu.cfs_quota_us"
      read -r period <"$folder/cpu.cfs_period_us"
    fi
    [[ $quota =~ ^[1-9][0-9]*$ ]] || continue
    quota=$(((quota + period - 1) / period))
    ((quota < cores)) && cores=$quota
  done
  REPLY=$cores
}

# available_memory_mb: the node's memory, or less where a container or Slurm grants less.
available_memory_mb() {
  local memory=1024 key value _ folder limit
  while read -r key value _; do
    [[ $key == MemTotal: ]] && memory=$((value / 1024)) && break
  done </proc/meminfo
  own_cgroups memory
  for folder in "${CGROUPS[@]}"; do
    limit=max
    if [[ -r $folder/memory.max ]]; then
      read -r limit <"$folder/memory.max"
    elif [[ -r $folder/memory.limit_in_bytes ]]; then
      read -r limit <"$folder/memory.limit_in_bytes"
    fi
    # 18 digits and more: v1's way to say that there is no limit
    [[ $limit =~ ^[1-9][0-9]{5,17}$ ]] || continue
    limit=$((limit / 1048576))
    ((limit < memory)) && memory=$limit
  done
  limit=0
  if [[ ${SLURM_MEM_PER_NODE:-} =~ ^[1-9][0-9]*$ ]]; then
    limit=$SLURM_MEM_PER_NODE
  elif [[ ${SLURM_MEM_PER_CPU:-} =~ ^[1-9][0-9]*$ && ${SLURM_CPUS_ON_NODE:-} =~ ^[1-9][0-9]*$ ]]; then
    limit=$((SLURM_MEM_PER_CPU * SLURM_CPUS_ON_NODE))
  fi
  ((limit > 0 && limit < memory)) && memory=$limit
  REPLY=$memory
}

# numa_nodes: how many memory nodes have processors.
numa_nodes() {
  local list=0
  read -r list 2>/dev/null </sys/devices/system/node/has_cpu
  count_list "${list:-0}"
}

# in_container: shared-memory tricks between processes (cross-memory attach) may be forbidden.
in_container() {
  [[ -e /.dockerenv || -e /run/.containerenv || -n ${container:-} || -n ${SINGULARITY_NAME:-}${APPTAINER_NAME:-} ]] &&
    return 0
  local key value
  while read -r key value; do
    [[ $key == Seccomp: ]] && break
  done </proc/self/status
  [[ ${value:-0} != 0 ]]
}
