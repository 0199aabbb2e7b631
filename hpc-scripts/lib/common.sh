# shellcheck shell=bash
# Words, paths and site settings that every script here shares. Sourced; ROOT (the repository) is set by the caller.
# shellcheck disable=SC2034  # variables here are read by the scripts that source this file

readonly BUILD="$ROOT/.build"
readonly EXIT_FAILED=1 EXIT_INPUT=2 EXIT_ENVIRONMENT=3

# first_rank [node]: is this rank 0, or no rank at all? With "node": is it the first of this node's ranks? Where mpirun
# or srun has started many of us, what all have to say is said once.
first_rank() {
  local rank=${OMPI_COMM_WORLD_RANK:-${PMIX_RANK:-${PMI_RANK:-${SLURM_PROCID:-0}}}}
  [[ $rank == 0 ]] || [[ ${1:-} == node && ${OMPI_COMM_WORLD_LOCAL_RANK:-${SLURM_LOCALID:-$rank}} == 0 ]]
}

# note TEXT: one line for the user; from each node, since what is missing on one may be there on another.
note() {
  first_rank node || return 0
  local where=''
  first_rank || where=" on $HOSTNAME:"
  printf 'parhelion:%s %s\n' "$where" "$*" >&2
}

# die CODE TEXT…: the same, and the end. Bad input is bad on all nodes and said by rank 0 alone. Ranks that say nothing
# wait, because mpirun ends all of them when the first one fails: those that speak must have spoken.
die() {
  local code=$1 who=node
  shift
  [[ $code != "$EXIT_INPUT" ]] || who=''
  if first_rank "$who"; then note "$*"; else sleep 3; fi
  exit "$code"
}

# utf8_terminal: where nothing is said about characters (the C locale, as in containers) they are UTF-8, as Python has
# it too; Java would otherwise write '?' for them and not find files with such names. LC_ALL=C is left as it is.
utf8_terminal() {
  local folder
  case ${LC_ALL:-}:${LC_CTYPE:-${LANG:-C}} in :C | :POSIX) ;; *) return 0 ;; esac
  for folder in /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8; do
    [[ -d $folder ]] && export LC_CTYPE=C.UTF-8 && break
  done
  return 0
}

have() { command -v "$1" >/dev/null 2>&1; }

# on_path NAME: in REPLY where the PATH has it; without a subshell.
on_path() { hash "$1" 2>/dev/null && REPLY=${BASH_CMDS[$1]:-} && [[ -n $REPLY ]]; }

# check_root: Java cuts paths at ':', so the repository cannot lie below such a name.
check_root() {
  case $ROOT in
    *:*)
      die "$EXIT_ENVIRONMENT" "the folder '$ROOT' has a ':' in its name, where Java's class path is cut; rename it"
      ;;
  esac
}

# load_site_conf: reads site.conf; what the environment already has stays.
load_site_conf() {
  local file=${PARHELION_SITE_CONF:-$ROOT/hpc-scripts/site.conf} key saved=()
  local keys=(PARHELION_MODULES JAVA_HOME MPI_JAVA_JAR PARHELION_MPIRUN PARHELION_MPIRUN_FLAGS PARHELION_MCA
    PARHELION_HEAP_SHARE PARHELION_JAVA_FLAGS)
  if [[ ! -r $file ]]; then
    [[ -z ${PARHELION_SITE_CONF:-} ]] || die "$EXIT_INPUT" "PARHELION_SITE_CONF: cannot read '$file'"
    return 0
  fi
  for key in "${keys[@]}"; do
    [[ -v $key ]] && saved+=("$key=${!key}")
  done
  # shellcheck source=/dev/null
  . "$file" || die "$EXIT_INPUT" "$file: not valid shell syntax"
  for key in "${saved[@]}"; do
    printf -v "${key%%=*}" '%s' "${key#*=}"
  done
  load_modules
}

# load_modules: PARHELION_MODULES, once per process tree.
load_modules() {
  [[ -n ${PARHELION_MODULES:-} && ${PARHELION_MODULES_LOADED:-} != "$PARHELION_MODULES" ]] || return 0
  local init
  if ! declare -F module >/dev/null; then
    for init in "${MODULESHOME:-/none}/init/bash" "${LMOD_PKG:-/none}/init/bash" /etc/profile.d/lmod.sh \
      /etc/profile.d/modules.sh /usr/share/lmod/lmod/init/bash /usr/share/modules/init/bash; do
      # shellcheck source=/dev/null
      [[ -r $init ]] && . "$init" && break
    done
  fi
  declare -F module >/dev/null ||
    die "$EXIT_ENVIRONMENT" "site.conf asks for modules ($PARHELION_MODULES), but there is no 'module' command here"
  local name reason
  for name in $PARHELION_MODULES; do
    module load "$name" >/dev/null 2>&1 && continue
    reason=$(module load "$name" 2>&1 | grep -i -m 1 error)
    reason=${reason##*[Ee][Rr][Rr][Oo][Rr]: }
    reason=${reason:+ ($reason)}
    die "$EXIT_ENVIRONMENT" "site.conf: 'module load $name' failed$reason; 'module avail' lists what there is"
  done
  export PARHELION_MODULES_LOADED=$PARHELION_MODULES
}

# with_lock NAME COMMAND…: runs the command while holding .build/NAME.lock; waits for another that holds it.
with_lock() {
  local name=$1 status=0
  shift
  mkdir -p "$BUILD" || die "$EXIT_ENVIRONMENT" "cannot write in '$ROOT' (needed for the build folder .build)"
  if ! have flock; then
    "$@"
    return
  fi
  local fd
  exec {fd}>"$BUILD/$name.lock"
  if ! flock -n "$fd"; then
    note "waiting for another $name in '$ROOT'"
    flock "$fd"
  fi
  "$@" {fd}>&- || status=$?
  exec {fd}>&-
  return "$status"
}

# seconds_since START (of $SECONDS)
seconds_since() { printf '%s' "$((SECONDS - $1))"; }
