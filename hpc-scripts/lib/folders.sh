# shellcheck shell=bash
# The folders of a job under mpirun, and their end.
# shellcheck disable=SC2034

# begin_private_folders: Open MPI's session files and shared-memory segments go where we can remove them, whatever
# happens. Programs make the folders, while this shell goes on to private_folders.
begin_private_folders() {
  several_nodes && return
  local base=${TMPDIR:-/tmp}
  # sockets live below: their names have a short limit
  ((${#base} <= 50)) && [[ -d $base && -w $base ]] || base=/tmp
  random_word 6
  JOB_FOLDER=$base/ph.$REPLY
  [[ ! -d /dev/shm || ! -w /dev/shm ]] || SHM_FOLDER=/dev/shm/ph.$REPLY
  trap clean_up EXIT
  (
    trap - EXIT
    mkdir -m 700 "$JOB_FOLDER" ${SHM_FOLDER:+"$SHM_FOLDER"} 2>/dev/null ||
      [[ -d $JOB_FOLDER && ! -e $JOB_FOLDER/owner ]] || exit 1
    owner $$ >"$JOB_FOLDER/owner"
    [[ ${PARHELION_FILTER:-on} != on ]] || mkfifo "$JOB_FOLDER/errors" 2>/dev/null
    remove_abandoned "$base"
  ) &
  FOLDERS=$!
}

# private_folders: waits until they are there.
private_folders() {
  several_nodes && return
  [[ -n ${FOLDERS:-} ]] || begin_private_folders
  wait "$FOLDERS" || [[ -e $JOB_FOLDER/owner ]] ||
    die "$EXIT_ENVIRONMENT" "cannot write in '${JOB_FOLDER%/*}', needed for temporary files; TMPDIR names another folder"
  FOLDERS=''
  prefer orte_tmpdir_base "$JOB_FOLDER"
  [[ ! -p $JOB_FOLDER/errors ]] || ERROR_PIPE=$JOB_FOLDER/errors
  [[ -n ${SHM_FOLDER:-} && -d $SHM_FOLDER ]] || SHM_FOLDER=''
  [[ -z $SHM_FOLDER ]] || prefer btl_vader_backing_directory "$SHM_FOLDER"
}

# random_word LENGTH: in REPLY.
random_word() {
  local letters=abcdefghijklmnopqrstuvwxyz0123456789 n
  REPLY=''
  for ((n = 0; n < $1; n++)); do REPLY+=${letters:RANDOM % ${#letters}:1}; done
}

# owner PID: a process of this host and this container.
owner() { printf '%s %s %s\n' "$1" "$HOSTNAME" "$(readlink /proc/self/ns/pid)"; }

# remove_abandoned BASE: what launchers that were killed outright could not remove themselves.
remove_abandoned() {
  local folder pid
  for folder in "$1"/ph.??????; do
    [[ -O $folder && -r $folder/owner ]] || continue
    read -r pid _ <"$folder/owner"
    [[ $pid =~ ^[0-9]+$ && ! -e /proc/$pid && $(<"$folder/owner") == "$(owner "$pid")" ]] &&
      rm -rf "$folder" "/dev/shm/${folder##*/}"
  done
  return 0
}

clean_up() {
  [[ -z ${FOLDERS:-} ]] || wait "$FOLDERS"
  [[ -z ${JOB_FOLDER:-} ]] || rm -rf "$JOB_FOLDER" ${SHM_FOLDER:+"$SHM_FOLDER"}
  FOLDERS='' JOB_FOLDER='' SHM_FOLDER=''
}
