package org.parhelion.mpi;

/** What every rank runs. */
@FunctionalInterface
public interface RankProgram {
    /**
     * Runs on one rank.
     *
     * @param world all ranks of the job
     * @param rest command-line arguments without those that Parhelion itself has taken
     */
    void run(Communicator world, String[] rest) throws Exception;
}
