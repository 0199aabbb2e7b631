# shellcheck shell=bash
# The steps of hpc-scripts/setup.

readonly LOG="$BUILD/setup.log"

run_setup() {
  install_missing
  local failed=0
  check_tools || failed=$EXIT_ENVIRONMENT
  openmpi_bindings
  native_library
  ((failed == 0)) && : >"$BUILD/setup.ok"
  return "$failed"
}

# log_anew: the log is of the last set-up that had anything to do or to say.
log_anew() {
  [[ -z ${LOGGING:-} ]] || return 0
  LOGGING=1
  date >"$LOG" || die "$EXIT_ENVIRONMENT" "cannot write '$LOG'"
}

# step TEXT COMMAND…: one line on the terminal, the command's output in the log.
step() {
  local text=$1 start=$SECONDS status=0
  shift
  log_anew
  printf 'setup: %s … ' "$text" >&2
  printf '\n== %s\n' "$text" >>"$LOG"
  "$@" >>"$LOG" 2>&1 </dev/null || status=$?
  if ((status == 0)); then
    printf 'done (%s s)\n' "$(seconds_since "$start")" >&2
  else
    printf 'failed (see %s)\n' "$LOG" >&2
  fi
  return "$status"
}

tell() {
  log_anew
  printf 'setup: %s\n' "$*" | tee -a "$LOG" >&2
}

# have_library NAME: can the loader or the compiler find it?
have_library() {
  local folder
  for folder in /usr/lib/*-linux-gnu* /usr/lib64 /usr/lib /usr/local/lib; do
    [[ -e $folder/$1 ]] && return 0
  done
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q -F "$1"
}

have_compiler() { have "${CC:-cc}" || have gcc || have clang; }

# openmpi_mpirun: the mpirun on the PATH, or where distributions hide it from the PATH.
openmpi_mpirun() {
  local path
  for path in "${PARHELION_MPIRUN:-}" "$(command -v mpirun 2>/dev/null)" "${MPI_HOME:-/none}/bin/mpirun" \
    /usr/lib64/openmpi/bin/mpirun /usr/lib/openmpi/bin/mpirun; do
    [[ -n $path ]] && have "$path" && printf '%s' "$path" && return
  done
  return 1
}

# missing_packages: Debian's names of what is not here.
missing_packages() {
  find_java jdk || jdk_package && printf '\n'
  have mvn || echo maven
  have cmake || echo cmake
  have make || echo make
  have ps || echo procps
  have_compiler || printf '%s\n' gcc libc6-dev
  openmpi_mpirun >/dev/null || echo openmpi-bin
  have_library libmpi_java.so || echo libopenmpi-dev
  have_library libopenblas.so || echo libopenblas-dev
  [[ -e $BUILD/openmpi/mpi.jar ]] || have xz || echo xz-utils
}

install_missing() {
  local -a packages
  mapfile -t packages < <(missing_packages | grep .)
  ((${#packages[@]})) || return 0
  local by_hand="apt-get update && apt-get install ${packages[*]}"
  if ! is_debian; then
    MISSING_HINT="install or 'module load' them (module names: PARHELION_MODULES in hpc-scripts/site.conf)"
  elif [[ -n ${PARHELION_NO_INSTALL:-} ]]; then
    MISSING_HINT="PARHELION_NO_INSTALL is set; by hand, as root: $by_hand"
  elif ((EUID != 0)); then
    MISSING_HINT="to have it all, as root: $by_hand"
  elif ! step "installing ${packages[*]}" install_packages "${packages[@]}"; then
    last_words
    MISSING_HINT="with a network, start this again or: $by_hand"
  fi
}

# last_words: what a failed step said of its failure, from the log.
last_words() {
  # shellcheck disable=SC2016  # the dollar is for sed
  sed -n '/^== /h; /^== /!H; ${g;p}' "$LOG" | grep -E '^(E:|Err:|CMake Error|.*[Ee]rror:)' | tail -n 2 |
    cut -c1-200 | sed 's/^/  /' >&2
}

# check_tools: says what is missing, worst first; 1 when nothing can be built without it.
check_tools() {
  local needed=() native=() other=() notes=0
  find_java jdk || needed+=("a JDK $JAVA_MINIMUM or newer")
  have mvn || needed+=('Maven (mvn)')
  have cmake || native+=(CMake)
  have make || native+=(make)
  have_compiler || native+=('a C compiler')
  have_library libopenblas.so || have_library libopenblas.so.0 || other+=(OpenBLAS)
  have ps || other+=('ps (of procps; it finds what a killed job has left)')
  ((${#needed[@]} == 0)) || tell "missing: $(joined "${needed[@]}"): nothing can be built without"
  openmpi_mpirun >/dev/null && have_library_or_jar ||
    note_missing 'Open MPI with its Java library (without it: --transport threads only)'
  ((${#native[@]} == 0)) || note_missing "$(joined "${native[@]}") (without: no native library)"
  ((${#other[@]} == 0)) || note_missing "$(joined "${other[@]}")"
  ((${#needed[@]} + notes == 0)) || [[ -z ${MISSING_HINT:-} ]] || tell "$MISSING_HINT"
  ((${#needed[@]} == 0))
}

note_missing() {
  tell "note: missing: $*"
  notes=$((notes + 1))
}

# joined WORD…: with commas between them.
joined() {
  local text
  printf -v text '%s, ' "$@"
  printf '%s' "${text%, }"
}

have_library_or_jar() { have_library libmpi_java.so || [[ -n $(site_mpi_jar) ]]; }

# openmpi_folders: where Open MPI's libraries may be, likeliest first.
openmpi_folders() {
  local mpirun prefix
  if have mpicc; then mpicc --showme:libdirs 2>/dev/null | tr ' ' '\n'; fi
  mpirun=$(openmpi_mpirun) && prefix=$(readlink -f "$mpirun") && prefix=${prefix%/bin/*} &&
    printf '%s\n' "$prefix/lib" "$prefix/lib64"
  [[ -z ${MPI_HOME:-} ]] || printf '%s\n' "$MPI_HOME/lib" "$MPI_HOME/lib64"
  printf '%s\n' /usr/lib/*-linux-gnu /usr/lib/*-linux-gnu/openmpi/lib /usr/lib64/openmpi/lib /usr/lib/openmpi/lib
}

# site_mpi_jar: a mpi.jar that the machine's Open MPI already has.
site_mpi_jar() {
  local folder
  [[ -n ${MPI_JAVA_JAR:-} ]] && printf '%s' "$MPI_JAVA_JAR" && return
  while IFS= read -r folder; do
    [[ -r $folder/mpi.jar ]] && printf '%s' "$folder/mpi.jar" && return
  done < <(openmpi_folders)
}

library_folder() {
  local folder
  while IFS= read -r folder; do
    [[ -e $folder/libmpi_java.so ]] && printf '%s' "$folder" && return
  done < <(openmpi_folders)
  return 1
}

# openmpi_bindings: .build/openmpi/mpi.jar and the facts beside it that the launcher reads.
openmpi_bindings() {
  local target=$BUILD/openmpi/mpi.jar mpirun version folder jar
  mkdir -p "$BUILD/openmpi"
  mpirun_here
  printf '%s\n' "$REPLY" >"$BUILD/openmpi/seen"
  mpirun=$(openmpi_mpirun) || return 0
  version=$("$mpirun" --version 2>/dev/null | sed -n '1s/.*(Open MPI) *//p')
  if [[ -z $version ]]; then
    tell "note: '$mpirun' is not Open MPI's; the openmpi transport is left out"
    rm -f "$target" "$BUILD/openmpi/facts"
    return
  fi
  jar=$(site_mpi_jar)
  if [[ -n ${MPI_JAVA_JAR:-} && ! -r $MPI_JAVA_JAR ]]; then
    tell "note: MPI_JAVA_JAR: cannot read '$MPI_JAVA_JAR'; the openmpi transport is left out"
    rm -f "$target"
    return
  elif [[ -n $jar ]]; then
    [[ $target -ef $jar ]] || ln -sf "$jar" "$target"
  elif [[ -e $target && ! -L $target && $(cat "$target.version" 2>/dev/null) == "$version" ]]; then
    :
  else
    [[ ! -L $target ]] || rm -f "$target"
    make_mpi_jar "$target" "$version" || return 0
  fi
  folder=$(library_folder) || folder=''
  write_facts "$mpirun" "$version" "$folder"
}

# make_mpi_jar TARGET VERSION: built with the distribution's sources; one that is there already and cannot be built
# anew stays.
make_mpi_jar() {
  if ! is_debian || ! openmpi_source_version >/dev/null || ! find_java jdk; then
    [[ -e $1 ]] && return
    tell "note: this Open MPI $2 has no mpi.jar (built without --enable-mpi-java?);" \
      'the openmpi transport is left out. MPI_JAVA_JAR names one elsewhere'
    return 1
  fi
  if step "building mpi.jar for Open MPI $2 from the distribution's source package" build_mpi_jar "$1"; then
    printf '%s\n' "$2" >"$1.version"
  elif [[ -e $1 ]]; then
    tell "note: keeping the mpi.jar that was there"
  else
    tell "note: no mpi.jar, so the openmpi transport is left out; run hpc-scripts/setup again with a network"
    return 1
  fi
}

write_facts() {
  printf 'OPENMPI_MPIRUN=%q\nOPENMPI_VERSION=%q\nOPENMPI_LIBRARY_PATH=%q\n' "$@" >"$BUILD/openmpi/facts.new" &&
    mv -f "$BUILD/openmpi/facts.new" "$BUILD/openmpi/facts"
}

# native_library: CMake's build of native/, when its sources are newer.
native_library() {
  local folder=$BUILD/native
  have cmake && have make && have_compiler && [[ -e $ROOT/CMakeLists.txt ]] && find_java jdk || return 0
  if [[ -e $folder/.stamp && $(cat "$folder/.stamp") == "$JAVA_FOUND_HOME" &&
    -z $(find "$ROOT/CMakeLists.txt" "$ROOT"/native/CMakeLists.txt "$ROOT"/native/*.cmake "$ROOT/native/src" \
      \( -name '*.[ch]' -o -name CMakeLists.txt \) -newer "$folder/.stamp" -print -quit 2>/dev/null) ]]; then
    return 0
  fi
  step 'building the native library' build_native "$folder" || tell 'note: going on without the native library'
}

build_native() {
  export JAVA_HOME=$JAVA_FOUND_HOME
  # a cache made for another folder (a moved checkout) is of no use
  if [[ -e $1/CMakeCache.txt ]] && ! grep -q -x -F "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$1/CMakeCache.txt"; then
    rm -rf "$1"
  fi
  cmake -S "$ROOT" -B "$1" -DCMAKE_BUILD_TYPE=Release && cmake --build "$1" -j &&
    printf '%s' "$JAVA_FOUND_HOME" >"$1/.stamp"
}
