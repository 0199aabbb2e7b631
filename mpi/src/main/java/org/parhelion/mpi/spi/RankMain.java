package org.parhelion.mpi.spi;

/** What a transport runs on each rank that lives in this process. */
public interface RankMain {
    /**
     * The program of one rank.
     *
     * @param world the group of all ranks, seen from the rank that runs this
     */
    void run(TransportCommunicator world) throws Exception;

    /**
     * Tells the user why a rank failed, once; called by a transport that must end the process itself.
     *
     * @return exit code for the job
     */
    int report(int rank, int size, Throwable failure);
}
