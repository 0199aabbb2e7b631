# shellcheck shell=bash
# The Java that runs Parhelion: linked by jlink from the one that was found, with one small module more. It requires the
# Vector module, which so belongs to every program from the start. Asked for by --add-modules, the JVM resolves all its
# modules anew at each start and cannot use what the class-data archive knows of them: 25 ms and 45 ms of processor time.
# shellcheck disable=SC2034

# use_runtime: sets RUNTIME_JAVA, RUNTIME_FLAGS and RUNTIME_TAG; links the run-time once per Java. Where that cannot be
# (no jlink, no room, another process at it) the Java found does as well.
use_runtime() {
  local home=${JAVA_FOUND_HOME//[^A-Za-z0-9]/-}
  RUNTIME_TAG=$JAVA_VERSION-${home##-}
  home=$BUILD/runtime/$RUNTIME_TAG
  [[ -e $home || -n ${PARHELION_NO_BUILD:-} || ! -x $JAVA_FOUND_HOME/bin/jlink ]] || link_runtime "$home"
  if [[ -x $home/bin/java ]]; then
    RUNTIME_JAVA=$home/bin/java RUNTIME_FLAGS=() RUNTIME_TAG+=-linked
  else
    RUNTIME_JAVA=$JAVA RUNTIME_FLAGS=(--add-modules jdk.incubator.vector)
  fi
}

# link_runtime HOME: an empty HOME is left where it fails, so that it is not tried at each start.
link_runtime() {
  local fd scratch start=$SECONDS log=$BUILD/runtime.log
  mkdir -p "$BUILD/runtime" 2>/dev/null || return 0
  exec {fd}>"$BUILD/runtime.lock"
  if have flock && ! flock -n "$fd"; then
    exec {fd}>&-
    return
  fi
  if [[ ! -e $1 ]] && scratch=$(mktemp -d "$BUILD/runtime.XXXXXX"); then
    printf 'parhelion: linking Java %s … ' "$JAVA_VERSION" >&2
    if vector_module "$scratch" >"$log" 2>&1 && run_jlink "$scratch" >>"$log" 2>&1 </dev/null; then
      printf 'done (%s s)\n' "$(seconds_since "$start")" >&2
    else
      rm -rf "$scratch/java"
      mkdir "$scratch/java"
      printf 'not possible, goes on without (log: %s)\n' "$log" >&2
    fi
    mv -T "$scratch/java" "$1"
    rm -rf "$scratch"
  fi
  exec {fd}>&-
}

# vector_module FOLDER: the module, compiled. It exports a package, because only modules that do are there from the start.
vector_module() {
  local package=$1/source/org/parhelion/runtime
  mkdir -p "$package"
  printf 'module org.parhelion.runtime { requires jdk.incubator.vector; exports org.parhelion.runtime; }\n' \
    >"$1/source/module-info.java"
  printf 'package org.parhelion.runtime;\n\npublic final class Linked {}\n' >"$package/Linked.java"
  "$JAVA_FOUND_HOME/bin/javac" -d "$1/module" "$1/source/module-info.java" "$package/Linked.java"
}

# run_jlink FOLDER: all modules of the Java found but jlink itself, which a JDK without jmods cannot link.
run_jlink() {
  local name modules=org.parhelion.runtime
  while IFS= read -r name; do
    name=${name%%@*}
    case $name in jdk.jlink | jdk.jpackage) ;; *) modules+=,$name ;; esac
  done < <("$JAVA_FOUND_HOME/bin/java" --list-modules)
  timeout 300 "$JAVA_FOUND_HOME/bin/jlink" --module-path "$1/module" --add-modules "$modules" \
    --no-header-files --no-man-pages --output "$1/java" &&
    "$1/java/bin/java" -XX:+UseSerialGC -version
}
