# shellcheck shell=bash
# Debian and Ubuntu: installing packages, and Open MPI's Java bindings from the distribution's own source package.
# The system's configuration of apt is read and never written.

is_debian() { have apt-get && have dpkg-query; }

# candidate PACKAGE: the version that apt would install; empty when it knows none.
candidate() {
  apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'
}

# jdk_package: the first of these that is 17 or newer.
jdk_package() {
  local package version
  for package in openjdk-17-jdk-headless default-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless; do
    version=$(candidate "$package")
    [[ -n $version ]] || continue
    version=${version#*:}
    [[ $package == default-* ]] && version=${version#1.}
    ((${version%%[!0-9]*} >= JAVA_MINIMUM)) && printf '%s' "$package" && return
  done
  printf 'openjdk-17-jdk-headless'
}

# install_packages NAME…: with fresh lists only when the present ones do not know the packages or are out of date.
install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  local package
  for package in "$@"; do
    [[ -n $(candidate "$package") ]] || { apt-get -q update && break; }
  done
  apt-get -q -y --no-install-recommends install "$@" && return
  apt-get -q update && apt-get -q -y --no-install-recommends install "$@"
}

# private_sources FOLDER: the system's package sources as source-code sources, in a folder of our own. Both forms are
# read, the one-line lists and the .sources stanzas; options such as Signed-By stay with their entry.
private_sources() {
  local file name etc
  etc=$(apt-config shell D Dir::Etc::sourceparts/d L Dir::Etc::sourcelist/f) || return
  local D='' L=''
  eval "$etc"
  mkdir -p "$1"
  for file in "${L:-/etc/apt/sources.list}" "${D:-/etc/apt/sources.list.d/}"/*.list; do
    [[ -r $file ]] || continue
    name=${file##*/}
    sed -n -E 's/^[[:space:]]*deb(-src)?([[:space:]].*)$/deb-src\2/p' "$file" >"$1/lists-${name%.list}.list"
  done
  for file in "${D:-/etc/apt/sources.list.d/}"/*.sources; do
    [[ -r $file ]] || continue
    sed -E 's/^[Tt]ypes:.*$/Types: deb-src/' "$file" >"$1/${file##*/}"
  done
}

# private_apt FOLDER COMMAND WORD…: apt-get or apt-cache with sources, state and cache of our own.
private_apt() {
  local folder=$1 command=$2
  shift 2
  "$command" -q -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$folder/sources" \
    -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User="$(id -un)" \
    -o Acquire::Languages=none -o APT::Get::List-Cleanup=0 "$@"
}

# openmpi_source_version: the source version of the installed package: 4.1.4-3, whatever the binary's own suffix.
openmpi_source_version() {
  local package
  for package in openmpi-bin libopenmpi-dev libopenmpi40 libopenmpi3t64 libopenmpi3; do
    # shellcheck disable=SC2016  # dpkg's own placeholders
    dpkg-query -W -f '${db:Status-Status} ${source:Version}\n' "$package" 2>/dev/null |
      awk '$1 == "installed" { print $2; found = 1 } END { exit !found }' && return
  done
  return 1
}

# matching_source FOLDER WANTED: the wanted version where it is on offer, otherwise the newest of the same series:
# the classes do not change within one.
matching_source() {
  local offered series=${2#*:}
  offered=$(private_apt "$1" apt-cache showsrc --only-source openmpi | awk '$1 == "Version:" { print $2 }' | sort -V)
  grep -q -x -F -- "$2" <<<"$offered" && printf '%s' "$2" && return
  series=$(cut -d. -f1-2 <<<"$series")
  offered=$(grep -E "^([0-9]+:)?${series//./\\.}\." <<<"$offered" | tail -n 1)
  [[ -n $offered ]] && printf '%s' "$offered"
}

# build_mpi_jar TARGET: downloads the source package, compiles its Java classes. Needs javac and jar (JAVA_FOUND_HOME).
build_mpi_jar() {
  local folder=$BUILD/openmpi/source status=0
  rm -rf "$folder"
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/classes"
  (fetch_and_compile "$1" "$folder") || status=1
  rm -rf "$folder"
  return "$status"
}

fetch_and_compile() {
  local target=$1 folder=$2 wanted version
  wanted=$(openmpi_source_version) || return 1
  private_sources "$folder/sources" || return 1
  # a source that does not answer or has no source code is no obstacle when another has what is wanted
  private_apt "$folder" apt-get update
  version=$(matching_source "$folder" "$wanted") || { echo "no source package openmpi $wanted on offer" && return 1; }
  [[ $version == "$wanted" ]] || echo "openmpi $wanted is not on offer any more; taking the bindings of $version"
  cd "$folder" &&
    private_apt "$folder" apt-get --download-only source "openmpi=$version" &&
    tar -xf openmpi_*.orig.tar.* --wildcards '*/ompi/mpi/java/java/*.java' &&
    "$JAVA_FOUND_HOME/bin/javac" --release 17 -nowarn -d classes openmpi-*/ompi/mpi/java/java/*.java &&
    "$JAVA_FOUND_HOME/bin/jar" --create --file mpi.jar -C classes . &&
    mv -f mpi.jar "$target"
}
