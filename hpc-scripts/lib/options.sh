# shellcheck shell=bash
# The few options that the launcher itself must know: how many ranks, and how they talk. All words go on to Java
# unchanged.
# shellcheck disable=SC2034

readonly TRANSPORTS='auto, openmpi, threads'

# read_options WORD…: sets RANKS (empty when not given), TRANSPORT (auto when not given), CASES (words that are
# neither options nor their values), HELP.
read_options() {
  RANKS='' TRANSPORT=auto CASES=() HELP=''
  while (($#)); do
    case $1 in
      -n)
        (($# > 1)) || die "$EXIT_INPUT" "$1 needs the number of ranks after it, e.g. $1 4"
        set_ranks "$1 $2" "$2"
        shift
        ;;
      -n=*) set_ranks "$1" "${1#*=}" ;;
      -n?*) set_ranks "$1" "${1#-n}" ;;
      --transport)
        (($# > 1)) || die "$EXIT_INPUT" "--transport needs a name after it: $TRANSPORTS"
        set_transport "$2"
        shift
        ;;
      --transport=*) set_transport "${1#*=}" ;;
      # ranks as threads only: the order is drawn, or several numbers of ranks run side by side
      --shuffle | --verify-ranks) threads_unless_told && shift ;;
      --shuffle=* | --verify-ranks=*) threads_unless_told ;;
      --set | --restart | --time-limit | --output | --report | --json | --size | --class-path) shift ;;
      --trace | --hang-timeout) shift ;;
      -h | --help) HELP=1 ;;
      --)
        CASES+=("${@:2}")
        break
        ;;
      -?*) ;;
      *) CASES+=("$1") ;;
    esac
    (($#)) && shift
  done
}

# set_ranks OPTION VALUE
set_ranks() {
  [[ $2 =~ ^[0-9]{1,7}$ ]] && ((10#$2 > 0)) ||
    die "$EXIT_INPUT" "$1: the number of ranks must be a whole number from 1 on, e.g. -n 4"
  RANKS=$((10#$2))
}

threads_unless_told() {
  [[ $TRANSPORT != auto ]] || TRANSPORT=threads
}

set_transport() {
  case $1 in
    auto | openmpi | threads) TRANSPORT=$1 ;;
    *) die "$EXIT_INPUT" "unknown transport '$1'; there are: $TRANSPORTS" ;;
  esac
}

# check_case: the one case file of 'run', before anything is started; only rank 0 reads it.
check_case() {
  [[ -z $HELP ]] && first_rank || return 0
  ((${#CASES[@]})) ||
    die "$EXIT_INPUT" "run: no case file given; for example: parhelion run examples/cases/gray-scott.yaml -n 2"
  local file=${CASES[0]}
  [[ -e $file ]] || die "$EXIT_INPUT" "run: there is no case file '$file' (seen from the folder '$PWD')"
  [[ ! -d $file ]] || die "$EXIT_INPUT" "run: '$file' is a folder, not a case file"
  [[ -r $file ]] || die "$EXIT_INPUT" "run: the case file '$file' may not be read"
}
