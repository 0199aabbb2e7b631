# shellcheck shell=bash
# What a job says on its error stream, made fit to read: the JVM's incubator warning and Open MPI's farewell banners
# go, and the failure messages of the ranks come once each at the end, with the ranks that said so. Everything else
# passes through at once and unchanged, unfinished lines (a progress bar) too.
#
# A rank that sees PARHELION_FAILURE_PROTOCOL=1 reports a failure as one record of lines
#   <RS>parhelion-failure rank=<r> code=<c> <first line>
#   <RS>parhelion-failure+ rank=<r> <further line>
# with <RS> the byte 0x1e; records of several ranks may arrive interleaved.

readonly RECORD=$'\x1eparhelion-failure'
readonly INCUBATOR_WARNING='WARNING: Using incubator modules: jdk.incubator.vector'

# filter_errors RANKS [FLAG_FILE]: standard input to standard output until end of file. Ctrl-C does not end it, since
# the last words of a job come after it. When FLAG_FILE exists at the end, the user has stopped the job, and how the
# ranks died is no news.
filter_errors() {
  trap '' INT TERM HUP USR1 USR2 QUIT
  local LC_ALL=C
  filter_ranks=$1 filter_stopped=${2:-}
  declare -gA failure_text=() failure_code=()
  declare -ga failure_ranks=() banner=()
  death_notice='' line_open=''
  local first line state
  while IFS= read -r -N1 first; do
    if [[ $first == $'\n' ]]; then
      filter_line ''
      continue
    fi
    read_rest "$first"
    case $state in
      line) filter_line "$line" ;;
      open) pass_open "$line" ;;
      end) [[ -z $line ]] || filter_line "$line" end ;;
    esac
    [[ $state != end ]] || break
  done
  flush_banner
  [[ -z $line_open || -z ${failure_ranks[*]}$death_notice ]] || printf '\n'
  report_failures
}

# read_rest FIRST: the line that begins with FIRST; sets line and state: a whole line, one still open after a moment
# (and none of those we may have to keep), or the end of the stream.
read_rest() {
  local more status
  line=$1
  while :; do
    more=''
    status=0
    IFS= read -r -t 0.1 more || status=$?
    line+=$more
    if ((status == 0)); then
      state=line
      return
    elif ((status > 128)); then
      may_be_ours "$line" && continue
      state=open
      return
    else
      state=end
      return
    fi
  done
}

# may_be_ours TEXT: whether an unfinished line could still turn out to be one that is kept back.
may_be_ours() {
  [[ $1 == *$'\x1e'* || $1 == -* || ${#banner[@]} -gt 0 || $INCUBATOR_WARNING == "$1"* ]]
}

# pass_open TEXT: an unfinished line goes out, and what follows of it as it comes.
pass_open() {
  printf '%s' "$1"
  line_open=1
  local char more status
  while IFS= read -r -N1 char; do
    if [[ $char == $'\n' ]]; then
      printf '\n'
      line_open=''
      return
    fi
    more=''
    status=0
    IFS= read -r -t 0.1 more || status=$?
    printf '%s' "$char$more"
    if ((status == 0)); then
      printf '\n'
      line_open=''
      return
    fi
  done
}

filter_line() {
  local text=$1
  if [[ $text == *"$RECORD"* ]]; then
    [[ $text == "$RECORD"* ]] || { printf '%s' "${text%%"$RECORD"*}" && line_open=1; }
    keep_failure "${RECORD}${text#*"$RECORD"}"
  elif [[ $text == "$INCUBATOR_WARNING" ]]; then
    :
  elif [[ $text =~ ^-{60,}$ ]]; then
    if ((${#banner[@]})); then
      banner+=("$text")
      end_banner
    else
      banner=("$text")
    fi
  elif ((${#banner[@]})); then
    banner+=("$text")
    ((${#banner[@]} < 40)) || flush_banner
  elif [[ $text == *'more process'*'sent help message help-mpi-api.txt / mpi-abort'* ||
    $text == *'ORTE_ERROR_LOG: '*'orte/util/show_help.c at line '* ||
    $text == *'Set MCA parameter "orte_base_help_aggregate" to 0 to see all help / error messages'* ]]; then
    :
  elif [[ ${2:-} == end ]]; then
    printf '%s' "$text"
    line_open=1
  else
    printf '%s\n' "$text"
    line_open=''
  fi
}

# keep_failure RECORD_LINE
keep_failure() {
  local text=$1 rank
  if [[ $text =~ ^.parhelion-failure\ rank=([0-9]+)\ code=([0-9]+)\ ?(.*)$ ]]; then
    rank=${BASH_REMATCH[1]}
    if [[ -v failure_text[$rank] ]]; then
      failure_text[$rank]+=$'\n'${BASH_REMATCH[3]}
    else
      failure_text[$rank]=${BASH_REMATCH[3]}
      failure_code[$rank]=${BASH_REMATCH[2]}
      failure_ranks+=("$rank")
    fi
  elif [[ $text =~ ^.parhelion-failure\+\ rank=([0-9]+)\ ?(.*)$ ]]; then
    rank=${BASH_REMATCH[1]}
    if [[ -v failure_text[$rank] ]]; then
      failure_text[$rank]+=$'\n'${BASH_REMATCH[2]}
    else
      failure_text[$rank]=${BASH_REMATCH[2]}
      failure_ranks+=("$rank")
    fi
  else
    printf '%s\n' "${text#?}"
  fi
}

# end_banner: Open MPI has closed a block between two lines of dashes. The known farewells are dropped: the exit code
# says it, and the ranks' own messages say why. A rank's death by a signal is told in one line at the end.
end_banner() {
  local text="${banner[*]:1:${#banner[@]}-2}"
  case $text in
    'MPI_ABORT was invoked on rank '* | 'Primary job '*'terminated normally, but '* | \
      *'detected that one or more processes exited with non-zero status'* | \
      'mpirun has exited due to process rank '* | 'mpirun was unable to cleanly terminate the daemons'*)
      banner=()
      ;;
    *'noticed that process rank '*' exited on signal '*)
      [[ $text =~ process\ rank\ ([0-9]+)\ .*on\ node\ ([^ ]+)\ exited\ on\ signal\ ([0-9]+)\ (\([^\)]*\)) ]] &&
        death_notice="rank ${BASH_REMATCH[1]} on ${BASH_REMATCH[2]} was killed by signal ${BASH_REMATCH[3]} ${BASH_REMATCH[4]}"
      [[ -n $death_notice ]] && banner=()
      ;;
  esac
  flush_banner
}

flush_banner() {
  ((${#banner[@]})) && printf '%s\n' "${banner[@]}"
  banner=()
  return 0
}

# rank_list 0 1 2 5: "ranks 0-2,5"
rank_list() {
  local first='' last='' rank out=''
  for rank in $(printf '%s\n' "$@" | sort -n) end; do
    if [[ -n $last && $rank == $((last + 1)) ]]; then
      last=$rank
      continue
    fi
    if [[ -n $first ]]; then
      out+=${out:+,}$first
      [[ $first == "$last" ]] || out+=-$last
    fi
    first=$rank last=$rank
  done
  if (($# > 1)); then printf 'ranks %s' "$out"; else printf 'rank %s' "$out"; fi
}

# report_failures: each distinct message once, in the order of arrival, with the ranks that said it; without them where
# all did, or where one speaks for all: bad input (code 2) and a lacking machine (3) are no fault of a rank.
report_failures() {
  if ((${#failure_ranks[@]} == 0)); then
    [[ -z $death_notice || -n $filter_stopped && -e $filter_stopped ]] || report_death
    return
  fi
  local -A said=()
  local rank other text
  local -a same
  for rank in "${failure_ranks[@]}"; do
    text=${failure_text[$rank]}
    [[ -v said[$rank] ]] && continue
    same=()
    for other in "${failure_ranks[@]}"; do
      [[ ${failure_text[$other]} == "$text" ]] && same+=("$other") && said[$other]=1
    done
    if ((${#same[@]} < filter_ranks && (${#same[@]} < ${#failure_ranks[@]} || ${failure_code[$rank]:-1} < 2))); then
      printf '%s: ' "$(rank_list "${same[@]}")"
    fi
    printf '%s\n' "$text"
  done
}

report_death() {
  local hint=''
  case $death_notice in
    *'signal 9 '*) hint='; if nobody did that by hand, the node ran out of memory' ;;
    *'signal 11 '* | *'signal 6 '* | *'signal 7 '*) hint='; the JVM left hs_err_pid*.log in the folder of the run' ;;
  esac
  printf 'parhelion: %s%s\n' "$death_notice" "$hint"
}
