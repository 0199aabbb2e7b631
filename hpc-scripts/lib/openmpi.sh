# shellcheck shell=bash
# Open MPI: where it is, and the settings under which it starts cleanly and quickly.
# shellcheck disable=SC2034

# openmpi_facts: sets MPIRUN, OPENMPI_VERSION, OPENMPI_LIBRARY_PATH from what setup has written. Returns 1 when the
# openmpi transport cannot be had here, with the reason in OPENMPI_OBSTACLE.
openmpi_facts() {
  OPENMPI_OBSTACLE='' OPENMPI_VERSION='' OPENMPI_LIBRARY_PATH='' OPENMPI_MPIRUN='' MPIRUN=''
  # shellcheck source=/dev/null
  [[ -r $BUILD/openmpi/facts ]] && . "$BUILD/openmpi/facts"
  mpirun_here
  MPIRUN=${REPLY:-$OPENMPI_MPIRUN}
  if [[ -n $OPENMPI_VERSION && $MPIRUN == "$OPENMPI_MPIRUN" ]]; then
    export PARHELION_MPI_VERSION="Open MPI $OPENMPI_VERSION"
  fi
  if [[ -z $MPIRUN ]] || ! have "$MPIRUN"; then
    OPENMPI_OBSTACLE="${PARHELION_MPIRUN:-mpirun} was not found"
  elif [[ ! -r $BUILD/openmpi/mpi.jar ]]; then
    OPENMPI_OBSTACLE="Open MPI's Java bindings (mpi.jar) are not here"
  elif [[ -z $OPENMPI_LIBRARY_PATH ]]; then
    OPENMPI_OBSTACLE="Open MPI's Java library (libmpi_java.so) was not found"
  fi
  [[ -z $OPENMPI_OBSTACLE ]]
}

# mpirun_here: in REPLY; empty where there is none.
mpirun_here() { if [[ -n ${PARHELION_MPIRUN:-} ]]; then REPLY=$PARHELION_MPIRUN; else on_path mpirun || REPLY=''; fi; }

# openmpi_is_new: is there a mpirun that setup has not seen: installed since, or from another module?
openmpi_is_new() {
  local here seen=''
  mpirun_here
  here=$REPLY
  [[ -n $here ]] && have "$here" || return 1
  [[ -r $BUILD/openmpi/seen ]] && read -r seen <"$BUILD/openmpi/seen"
  [[ $here != "$seen" ]]
}

# need_openmpi: for --transport openmpi.
need_openmpi() {
  openmpi_facts && return
  first_rank node || die "$EXIT_ENVIRONMENT" ''
  note "--transport openmpi: $OPENMPI_OBSTACLE"
  cat >&2 <<'TEXT'
  Debian: apt-get install openmpi-bin libopenmpi-dev, then hpc-scripts/setup; on a cluster name the module in
  hpc-scripts/site.conf; MPI_JAVA_JAR names a mpi.jar. --transport threads needs none of it.
TEXT
  exit "$EXIT_ENVIRONMENT"
}

# prefer NAME VALUE: an MCA setting, unless the user has one.
prefer() {
  local name=OMPI_MCA_$1
  [[ -v $name ]] || export "$name=$2"
}

# openmpi_settings RANKS CORES: exports what suits this start. One node: shared memory only. Several: the network is
# Open MPI's choice.
openmpi_settings() {
  local ranks=$1 cores=$2 word
  for word in ${PARHELION_MCA:-}; do
    prefer "${word%%=*}" "${word#*=}"
  done
  openmpi_quiet
  if ! several_nodes; then
    # UCX and PSM2 are not probed: 0.2 s less
    prefer pml ob1
    prefer btl self,vader
    # mpirun and each rank would look for PCI devices, disks and network cards, 20 ms each, which these two do not use
    if [[ $OMPI_MCA_pml == ob1 && $OMPI_MCA_btl == self,vader ]]; then
      export HWLOC_COMPONENTS=${HWLOC_COMPONENTS:--pci,-linuxio}
    fi
    if in_container; then prefer btl_vader_single_copy_mechanism none; fi
    # messages through shared memory in pieces of 128 kB, not 32: an exchange of 1 MB in C takes 0.6 of the time
    prefer btl_vader_max_send_size 131072
  fi
  # A JVM has threads beside the one that computes (JIT, GC): give them the node, not one core.
  numa_nodes
  if ((REPLY > 1 && ranks <= cores)); then
    prefer hwloc_base_binding_policy numa:if-supported
  else
    prefer hwloc_base_binding_policy none
  fi
  if ((ranks >= cores)); then prefer mpi_yield_when_idle 1; fi
}

# openmpi_quiet: no warnings about hardware that is not there; also for a rank that others have started.
openmpi_quiet() {
  # UCX would otherwise catch SIGSEGV, which the JVM uses for itself
  export UCX_ERROR_SIGNALS=''
  prefer btl_base_warn_component_unused 0
  prefer mca_base_component_show_load_errors 0
  prefer opal_warn_on_missing_libcuda 0
  prefer shmem_mmap_enable_nfs_warning 0
  export HWLOC_HIDE_ERRORS=${HWLOC_HIDE_ERRORS:-2}
  # hwloc would load X11, OpenCL and ICU into mpirun and each rank to look for screens and GPUs: 10 ms each time
  export HWLOC_PLUGINS_BLACKLIST=${HWLOC_PLUGINS_BLACKLIST:-hwloc_gl.so,hwloc_opencl.so,hwloc_xml_libxml.so}
  if ((EUID == 0)); then
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  fi
}

# several_nodes: is this a Slurm allocation of more than one node (or does the user name hosts)?
several_nodes() {
  ((${SLURM_JOB_NUM_NODES:-${SLURM_NNODES:-1}} > 1)) && return 0
  [[ " ${PARHELION_MPIRUN_FLAGS:-} " == *' -host '* || " ${PARHELION_MPIRUN_FLAGS:-} " == *'-hostfile '* ||
    " ${PARHELION_MPIRUN_FLAGS:-} " == *' -H '* || " ${PARHELION_MPIRUN_FLAGS:-} " == *' --host '* ]]
}

# slurm_tasks_per_node: in REPLY the largest count of a list like 2(x3),1
slurm_tasks_per_node() {
  local list=${SLURM_STEP_TASKS_PER_NODE:-${SLURM_TASKS_PER_NODE:-}} part count largest=0
  local IFS=,
  for part in $list; do
    count=${part%%(*}
    [[ $count =~ ^[0-9]+$ ]] && ((count > largest)) && largest=$count
  done
  REPLY=$largest
}

# ranks_on_node RANKS: in REPLY how many of them share this node, for their share of its memory.
ranks_on_node() {
  local ranks=$1 nodes=${SLURM_JOB_NUM_NODES:-${SLURM_NNODES:-1}} here
  if [[ ${OMPI_COMM_WORLD_LOCAL_SIZE:-} =~ ^[1-9][0-9]*$ ]]; then
    REPLY=$OMPI_COMM_WORLD_LOCAL_SIZE
  elif ((nodes > 1)); then
    slurm_tasks_per_node
    here=$REPLY
    ((here > 0)) || here=$(((ranks + nodes - 1) / nodes))
    ((here < ranks)) || here=$ranks
    REPLY=$here
  else
    REPLY=$ranks
  fi
}

# started_as_rank: did an mpirun or srun start this process as one of its ranks? Sets WORLD (their number) and
# WORLD_RANK. A batch script is no rank (its SLURM_PROCID is 0 all the same), nor is a shell in a step of one task.
started_as_rank() {
  WORLD='' WORLD_RANK=0
  if [[ ${OMPI_COMM_WORLD_SIZE:-} =~ ^[1-9][0-9]*$ ]]; then
    WORLD=$OMPI_COMM_WORLD_SIZE WORLD_RANK=${OMPI_COMM_WORLD_RANK:-0}
  elif [[ ${SLURM_STEP_ID:-} =~ ^[0-9]{1,9}$ && -n ${SLURM_PROCID:-} ]]; then
    # steps of ten digits are Slurm's own: batch script, interactive shell, extern
    WORLD=${SLURM_STEP_NUM_TASKS:-1} WORLD_RANK=$SLURM_PROCID
    ((WORLD > 1)) || WORLD=''
    [[ -z $WORLD ]] || need_process_manager
  elif [[ ${PMI_SIZE:-} =~ ^[1-9][0-9]*$ && -n ${PMI_RANK:-} ]]; then
    WORLD=$PMI_SIZE WORLD_RANK=$PMI_RANK
  elif [[ -n ${PMIX_RANK:-} && -n ${PMIX_NAMESPACE:-} && -z ${SLURM_STEP_ID:-} ]]; then
    WORLD_RANK=$PMIX_RANK
    WORLD=unknown
  fi
  [[ -n $WORLD ]]
}

# need_process_manager: without PMIx every task of srun would be a job of its own, all writing the same files.
need_process_manager() {
  [[ -n ${PMIX_RANK:-} || -n ${PMI_RANK:-} || -n ${PMI_FD:-} ]] && return
  ((WORLD_RANK == 0)) || exit "$EXIT_ENVIRONMENT"
  local hint='use srun --mpi=pmix (srun --mpi=list shows what there is)'
  die "$EXIT_ENVIRONMENT" "srun started $WORLD tasks that cannot find each other; $hint"
}

# strip_step_variables: a shell inside a Slurm step that starts its own mpirun must not look like a rank.
strip_step_variables() {
  local name
  for name in ${!PMIX_*} ${!PMI_*}; do
    case $name in PMIX_MCA_*) ;; *) unset "$name" ;; esac
  done
}
