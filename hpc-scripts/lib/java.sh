# shellcheck shell=bash
# Finding a Java that is new enough, without starting one.
# shellcheck disable=SC2034

readonly JAVA_MINIMUM=17

# java_version HOME: in REPLY its version (17.0.15), from the release file every JDK carries, or by asking it.
java_version() {
  local line
  if [[ -r $1/release ]]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*)
        line=${line#*=}
        REPLY=${line//\"/}
        return
        ;;
      esac
    done <"$1/release"
  fi
  line=$("$1/bin/java" -version 2>&1 | head -n 1)
  REPLY=''
  [[ $line =~ \"([0-9][^\"]*)\" ]] && REPLY=${BASH_REMATCH[1]}
}

# consider_java HOME WHERE: takes it when new enough; otherwise remembers what was wrong with it.
consider_java() {
  local home=$1 version major
  if [[ ! -x $home/bin/java ]]; then
    java_seen+=("$2 names '$home', which has no bin/java")
    return 1
  fi
  java_version "$home"
  version=$REPLY
  major=${version%%[.+-]*}
  [[ $major == 1 ]] && major=${version#1.} && major=${major%%.*}
  if [[ ! $major =~ ^[0-9]+$ ]] || ((major < JAVA_MINIMUM)); then
    java_seen+=("$2 has Java ${version:-of unknown version} ('$home')")
    return 1
  fi
  JAVA=$home/bin/java JAVA_FOUND_HOME=$home JAVA_VERSION=$version JAVA_MAJOR=$major
}

# find_java [jdk]: sets JAVA, JAVA_FOUND_HOME, JAVA_VERSION, JAVA_MAJOR from JAVA_HOME, the PATH, then the usual
# folder of system packages. With "jdk" only one that has a compiler will do. Returns 1 (reasons in java_seen) if none.
find_java() {
  java_seen=()
  local path home
  local -a homes=()
  [[ -n ${JAVA_HOME:-} ]] && homes+=("JAVA_HOME=$JAVA_HOME")
  if on_path java; then
    resolve_java "$REPLY"
    homes+=("the PATH=${REPLY%/bin/java}")
  fi
  for home in /usr/lib/jvm/*; do
    [[ -x $home/bin/java && ! -L $home ]] && homes+=("/usr/lib/jvm=$home")
  done
  for path in "${homes[@]}"; do
    home=${path#*=}
    consider_java "$home" "${path%%=*}" || continue
    [[ ${1:-} == jdk && ! -x $home/bin/javac ]] || return 0
    java_seen+=("'$home' is a run-time only, without the compiler javac")
  done
  return 1
}

# resolve_java PATH: in REPLY the file that its links lead to; what it was last time is tried first.
resolve_java() {
  local path=$1 known=$BUILD/java
  if [[ -r $known ]] && read -r REPLY <"$known" && [[ $REPLY -ef $path && ! -L $REPLY ]]; then return; fi
  REPLY=$(readlink -f "$path")
  [[ ! -d $BUILD || ! -w $BUILD ]] || printf '%s\n' "$REPLY" >"$known" 2>/dev/null || :
}

# need_java [jdk]: find_java, or the end with a clear message.
need_java() {
  find_java "$@" && return
  local reason text="Java $JAVA_MINIMUM or newer is needed"
  [[ ${1:-} == jdk ]] && text="a JDK (Java $JAVA_MINIMUM or newer, with its compiler) is needed"
  ((${#java_seen[@]})) || text+=", and there is no java on the PATH"
  first_rank node || die "$EXIT_ENVIRONMENT" ''
  note "$text"
  for reason in "${java_seen[@]}"; do printf '  %s\n' "$reason" >&2; done
  printf '  Set JAVA_HOME, or install one (Debian: openjdk-17-jdk-headless), or run hpc-scripts/setup as root.\n' >&2
  exit "$EXIT_ENVIRONMENT"
}
