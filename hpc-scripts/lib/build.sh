# shellcheck shell=bash
# Building the program when its sources are newer than what was built, and the class-data archive that makes it
# start quickly.
#
# .build/app is a symbolic link to the newest of .build/app.d/*: a folder is never changed once it is complete, so a
# job that runs while another terminal builds keeps its jars.

readonly APP="$BUILD/app"

# look_for_newer: the names of sources newer than what was built, the first at least, can then be read from NEWER: the
# search goes on beside this shell. Deleted files show in their folder's date.
look_for_newer() {
  NEWER=''
  [[ -e $APP/.stamp && -z ${PARHELION_NO_BUILD:-} ]] || return 0
  local mains=("$ROOT"/*/src/main "$ROOT"/mpi/src/openmpi "$ROOT/examples/bench" "$ROOT/hpc-scripts/lib/java")
  exec {NEWER}< <(
    exec find "$ROOT/pom.xml" "$ROOT"/*/pom.xml "${mains[@]}" -newer "$APP/.stamp" -print -quit 2>/dev/null
  )
}

# app_is_current: is what was built newer than all sources?
app_is_current() {
  [[ -e $APP/.stamp ]] || return 1
  local jar=$BUILD/openmpi/mpi.jar newer=''
  [[ ! -e $jar || $APP/.stamp -nt $jar || -e $APP/.openmpi ]] || return 1
  [[ -e $jar || ! -e $APP/.openmpi ]] || return 1
  [[ -n ${NEWER:-} ]] || look_for_newer
  read -r -u "$NEWER" newer
  exec {NEWER}<&-
  NEWER=''
  [[ -z $newer ]]
}

# ensure_app: sets APP_CLASS_PATH and CDS_ARCHIVE (empty if there is none), building first where needed.
ensure_app() {
  if [[ -n ${PARHELION_NO_BUILD:-} ]]; then
    [[ -e $APP/.stamp ]] || die "$EXIT_ENVIRONMENT" "PARHELION_NO_BUILD is set, but nothing has been built yet"
  elif ! app_is_current; then
    with_lock build build_app || exit $?
  fi
  local folder
  folder=$(cd -P "$APP" && printf '%s' "$PWD")
  read -r APP_CLASS_PATH <"$folder/classpath"
  APP_CLASS_PATH=$folder/lib/${APP_CLASS_PATH//:/:$folder/lib/}
  [[ ! -e $BUILD/openmpi/mpi.jar ]] || APP_CLASS_PATH+=:$BUILD/openmpi/mpi.jar
  use_runtime
  CDS_ARCHIVE=$folder/classes-$RUNTIME_TAG.jsa
  [[ -e $CDS_ARCHIVE || -n ${PARHELION_NO_BUILD:-} ]] || make_archive
  [[ -s $CDS_ARCHIVE ]] || CDS_ARCHIVE=''
}

# Options of Maven for a build without the checks that whoever changes the code wants: they take as long as the compiler.
# (A word that the compiler does not know stands in for its plug-in.)
UNCHECKED=(-Dspotless.check.skip=true -Dcompiler.plugin=-XDunchecked)

# build_app: set-up, Maven, the app folder. Holds the build lock.
build_app() {
  app_is_current && return
  if [[ -z ${PARHELION_SETUP_DONE:-} ]]; then
    "$ROOT/hpc-scripts/setup" || return $?
  fi
  local PATH=$PATH
  load_setup_path
  have mvn || die "$EXIT_ENVIRONMENT" "Maven (mvn) is needed to build; Debian: apt-get install maven"
  need_java jdk
  local start=$SECONDS log=$BUILD/build.log next
  mkdir -p "$BUILD/app.d"
  next=$(mktemp -d "$BUILD/app.d/XXXXXX")
  chmod 755 "$next"
  : >"$next/.stamp"
  [[ ! -e $BUILD/openmpi/mpi.jar ]] || : >"$next/.openmpi"
  printf 'parhelion: building … ' >&2
  if ! (cd "$ROOT" && JAVA_HOME=$JAVA_FOUND_HOME mvn -q -B -DskipTests "${UNCHECKED[@]}" \
    "-Dparhelion.app.lib=$next/lib" package) >"$log" 2>&1 </dev/null; then
    rm -rf "$next"
    printf 'failed\n' >&2
    show_build_errors "$log"
    return "$EXIT_ENVIRONMENT"
  fi
  find "$ROOT/examples/target" -maxdepth 1 -name 'parhelion-examples-*.jar' \
    ! -name '*-tests.jar' -exec cp {} "$next/lib" \;
  local names=("$next"/lib/asm-[0-9]*.jar)
  quicken_jars "${names[0]}" "$next/classes" "$next"/lib/parhelion-*.jar "${names[0]}" >>"$log" 2>&1 </dev/null ||
    note "the program will start slowly; why: '$log'"
  class_path_of "$next/lib" >"$next/classpath"
  publish_app "$next"
  printf 'done (%s s)\n' "$(seconds_since "$start")" >&2
}

# quicken_jars ASM_JAR CLASSES JAR…: see hpc-scripts/lib/java/QuickJars.java; the names of all classes go to the file CLASSES.
quicken_jars() {
  local asm=$1 classes=$2 tool
  shift 2
  tool=$(mktemp -d "${TMPDIR:-/tmp}/ph-jars.XXXXXX") || return
  "$JAVA_FOUND_HOME/bin/javac" -d "$tool" -cp "$asm" "$ROOT"/hpc-scripts/lib/java/*.java &&
    "$JAVA_FOUND_HOME/bin/java" -cp "$asm:$tool" QuickJars "$@" >"$classes"
  local status=$?
  rm -rf "$tool"
  return "$status"
}

# class_path_of FOLDER: the names of its jars, sorted, with ':' between them.
class_path_of() {
  local jar names=()
  for jar in "$1"/*.jar; do names+=("${jar##*/}"); done
  local IFS=:
  printf '%s\n' "${names[*]}"
}

# publish_app FOLDER: makes it the current one; keeps the one before for jobs that still run.
publish_app() {
  local old previous
  previous=$(readlink "$APP" 2>/dev/null)
  ln -sfn "app.d/${1##*/}" "$BUILD/app.next" && mv -T "$BUILD/app.next" "$APP"
  for old in "$BUILD"/app.d/*; do
    [[ $old == "$1" || app.d/${old##*/} == "$previous" ]] || rm -rf "$old"
  done
}

# show_build_errors LOG: the compiler's own lines, without Maven's advice.
show_build_errors() {
  local missing
  missing=$(sed -n -E 's/.*(Could not (transfer|find) artifact|and the artifact) ([^ ]*) .*/\3/p' "$1" | head -n 1)
  if [[ -n $missing ]]; then
    note "Maven could not fetch '$missing': no network, or a proxy that ~/.m2/settings.xml must name (log: '$1')"
    return
  fi
  note "the build failed; the last of its messages (all are in '$1'):"
  local advice='^\[ERROR\] *(-> )?(\[Help|$)|[Rr]e-run Maven|For more information|After correcting|mvn <args>'
  grep -E '^\[(ERROR|FATAL)\]|error:|Could not' "$1" | sed -e 's/ -> \[Help [0-9]*\]$//' -e "s#$ROOT/##g" |
    grep -v -E "$advice|Failed to execute goal .*Compilation failure" |
    awk '!seen[$0]++' | head -n 12 | sed 's/^/  /' >&2
}

# load_setup_path: tools that setup found outside of the PATH.
load_setup_path() {
  # shellcheck source=/dev/null
  [[ -r $BUILD/setup.path ]] && . "$BUILD/setup.path"
  return 0
}

# make_archive: a training run of a small case names the classes, to which come those of ours that others may need; a second
# start of Java writes them into an archive, once per Java and build. A whole archive rather than a layer over Java's own,
# since that one serves no other alignment of objects. Another process that does it already is not waited for. Without one everything
# works, 0.3 s later.
make_archive() {
  local fd
  exec {fd}>"$BUILD/archive.lock"
  if have flock && ! flock -n "$fd"; then
    exec {fd}>&-
    return
  fi
  local wanted=$CDS_ARCHIVE scratch log=$BUILD/archive.log
  CDS_ARCHIVE=''
  if ! scratch=$(mktemp -d "$BUILD/train.XXXXXX" 2>/dev/null); then
    exec {fd}>&-
    return
  fi
  jvm_command 1
  {
    train "$scratch" "$scratch/classes"
    # whatever a run may need beyond the training: other schemes, boundaries, outputs
    grep -E '^org/parhelion/(mpi|mesh|solvers/(time|simulation))/' "$APP/classes" >>"$scratch/classes"
    timeout 120 "${JVM[@]:0:${#JVM[@]}-2}" -Xshare:dump "-XX:SharedClassListFile=$scratch/classes" \
      "-XX:SharedArchiveFile=$scratch/classes.jsa" -cp "$APP_CLASS_PATH"
  } >"$log" 2>&1 </dev/null || :
  if [[ -s $scratch/classes.jsa ]]; then mv -f "$scratch/classes.jsa" "$wanted"; else : >"$wanted"; fi
  rm -rf "$scratch"
  CDS_ARCHIVE=$wanted
  exec {fd}>&-
}

# train FOLDER LIST: Parhelion's own command, whatever is to be started; under mpirun where that is possible, so that the transport's classes are named too.
train() (
  local java=("${JVM[0]}" "-XX:DumpLoadedClassList=$2" "${JVM[@]:1}") plain=("${JVM[@]}")
  local job=("$COMMAND_MAIN" run "$ROOT/hpc-scripts/lib/training.yaml"
    --set "output.directory=$1/out" --report "$1/report.json")
  cd "$1" || exit 1
  if [[ -n $MPIRUN && -z $OPENMPI_OBSTACLE ]] && ! several_nodes && [[ -z ${SLURM_JOB_ID:-} ]]; then
    openmpi_settings 2 1
    export OMPI_MCA_orte_tmpdir_base=$1
    job+=(--transport openmpi -n 2)
    timeout 60 "$MPIRUN" --oversubscribe -n 1 env "${java[@]}" "${job[@]}" : -n 1 env "${plain[@]}" "${job[@]}"
  else
    timeout 60 "${java[@]}" "${job[@]}" --transport threads -n 1
  fi
)
