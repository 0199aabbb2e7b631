package org.parhelion.mpi;

import java.io.Serializable;
import java.nio.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parhelion.mpi.profile.Profile;

/**
 * A group of ranks that exchange messages ({@code MPI_Comm}).
 *
 * <p>Data are {@code double[]}, {@code int[]}, {@code long[]}, {@code byte[]} or a {@link Buffer} of {@code java.nio} over the
 * same four types; element count and type come from the data (of a buffer: from position to limit, which stay as they
 * are). Direct buffers in native byte order travel without a copy; arrays and heap buffers go through a pool of direct
 * buffers. Anything else is an {@link IllegalArgumentException}.
 *
 * <p>Failures are {@link MpiException}s that name operation, rank, peer and tag. All ranks of the group must call a
 * collective operation, in the same order.
 */
public interface Communicator extends AutoCloseable {
    /** Receive from whoever sends ({@code MPI_ANY_SOURCE}). */
    int ANY_SOURCE = -1;

    /** Receive whatever tag ({@code MPI_ANY_TAG}). */
    int ANY_TAG = -1;

    /** No partner: sending to or receiving from it does nothing ({@code MPI_PROC_NULL}). */
    int NO_RANK = -2;

    /** This process's number in the group, 0 ≤ rank &lt; size ({@code MPI_Comm_rank}). */
    int rank();

    /** Number of ranks in the group ({@code MPI_Comm_size}). */
    int size();

    /** Name of the transport that carries the messages: {@code threads}, {@code openmpi}. */
    String transport();

    /** Where the time of this rank goes, for regions of one's own; off unless {@code --profile} or the like asked for it. */
    default Profile profile() {
        return Profile.off();
    }

    /** Sends; the data may be changed when it returns ({@code MPI_Send}). Long messages wait for their receive. */
    void send(Object data, int destination, int tag);

    /** Receives; a shorter message leaves the rest of {@code data} alone ({@code MPI_Recv}). */
    Status recv(Object data, int source, int tag);

    /** Sends and receives at once ({@code MPI_Sendrecv}). */
    Status sendRecv(Object sent, int destination, int sendTag, Object received, int source, int receiveTag);

    /** Waits until a message has come and leaves it there ({@code MPI_Probe}). */
    Status probe(int source, int tag);

    /** Whether a message has come ({@code MPI_Iprobe}). */
    Optional<Status> probeNow(int source, int tag);

    /** Starts to send; arrays and heap buffers are copied at once ({@code MPI_Isend}). */
    Request isend(Object data, int destination, int tag);

    /** Starts to receive ({@code MPI_Irecv}). */
    Request irecv(Object data, int source, int tag);

    /**
     * A send to be started again and again ({@code MPI_Send_init}).
     *
     * @param data direct buffer in native byte order
     */
    PersistentRequest sendInit(Buffer data, int destination, int tag);

    /**
     * A receive to be started again and again ({@code MPI_Recv_init}).
     *
     * @param data direct buffer in native byte order
     */
    PersistentRequest recvInit(Buffer data, int source, int tag);

    /** Returns when all ranks have called it ({@code MPI_Barrier}). */
    void barrier();

    /** The root's data to all ranks; same type and length everywhere ({@code MPI_Bcast}). */
    void broadcast(Object data, int root);

    /**
     * Combines the elements of all ranks on the root ({@code MPI_Reduce}).
     *
     * @param received same type and length as {@code sent}; may be null on ranks other than the root
     */
    void reduce(Object sent, Object received, ReduceOp op, int root);

    /** Combines the elements of all ranks, the result on all of them ({@code MPI_Allreduce}). */
    void allReduce(Object sent, Object received, ReduceOp op);

    /** In place ({@code MPI_IN_PLACE}). */
    void allReduce(Object data, ReduceOp op);

    /** One number, the result on all ranks; allocates nothing ({@code MPI_Allreduce}). */
    double allReduce(double value, ReduceOp op);

    /** One number, the result on all ranks; allocates nothing ({@code MPI_Allreduce}). */
    long allReduce(long value, ReduceOp op);

    /**
     * Blocks of equal length from all ranks to the root ({@code MPI_Gather}).
     *
     * @param received on the root: {@code size} times the length of {@code sent}, in rank order; else may be null
     */
    void gather(Object sent, Object received, int root);

    /**
     * Blocks of any length from all ranks to the root ({@code MPI_Gatherv}).
     *
     * @param counts elements that each rank sends, needed on the root only; they add up to the length of {@code received}
     */
    void gatherv(Object sent, Object received, int[] counts, int root);

    /** Blocks of equal length from the root to all ranks ({@code MPI_Scatter}). */
    void scatter(Object sent, Object received, int root);

    /** Blocks of any length from the root; {@code sent} and {@code counts} there only ({@code MPI_Scatterv}). */
    void scatterv(Object sent, int[] counts, Object received, int root);

    /** Blocks of equal length from all ranks to all ranks ({@code MPI_Allgather}). */
    void allGather(Object sent, Object received);

    /** Blocks of any length from all ranks to all ranks ({@code MPI_Allgatherv}). */
    void allGatherv(Object sent, Object received, int[] counts);

    /** Block i of {@code sent} to rank i, block i of {@code received} from it ({@code MPI_Alltoall}). */
    void allToAll(Object sent, Object received);

    /** As {@link #allToAll} with blocks of any length ({@code MPI_Alltoallv}). */
    void allToAllv(Object sent, int[] sendCounts, Object received, int[] receiveCounts);

    /** Combines the elements of ranks 0 to this one ({@code MPI_Scan}). */
    void scan(Object sent, Object received, ReduceOp op);

    /** Combines those of the ranks before this one; on rank 0 {@code received} stays ({@code MPI_Exscan}). */
    void exscan(Object sent, Object received, ReduceOp op);

    /** A barrier to be waited for later ({@code MPI_Ibarrier}). */
    Request ibarrier();

    /** A broadcast to be waited for later ({@code MPI_Ibcast}). */
    Request ibroadcast(Object data, int root);

    /** A reduction to be waited for later ({@code MPI_Iallreduce}). */
    Request iallReduce(Object sent, Object received, ReduceOp op);

    /** Set-up data: any serializable value, records included. */
    void sendObject(Serializable value, int destination, int tag);

    /** Receives what {@link #sendObject} sent. */
    <T extends Serializable> T recvObject(Class<T> type, int source, int tag);

    /** The root's value to all ranks; the value given elsewhere is not looked at. */
    <T extends Serializable> T broadcastObject(Class<T> type, T value, int root);

    /** The values of all ranks in rank order on every rank. */
    <T extends Serializable> List<T> allGatherObjects(Class<T> type, T value);

    /** The values of all ranks in rank order on the root, an empty list elsewhere. */
    <T extends Serializable> List<T> gatherObjects(Class<T> type, T value, int root);

    /**
     * New groups ({@code MPI_Comm_split}), ordered by key and then by rank; collective.
     *
     * @param color ranks of one colour form a group; negative: in none, and the result is empty
     */
    Optional<Communicator> split(int color, int key);

    /** The same ranks, whose messages never meet those of this one ({@code MPI_Comm_dup}); collective. */
    Communicator duplicate();

    /**
     * The same ranks in a grid ({@code MPI_Cart_create}, without reordering); collective.
     *
     * @param dimensions ranks along each axis; their product must be {@link #size}
     */
    CartesianCommunicator cartesian(int[] dimensions, boolean[] periodic);

    /** A file that all ranks of the group read and write at offsets of their own ({@code MPI_File_open}). */
    CommFile open(Path path, CommFile.Mode mode);

    /** Ends the whole job at once with this exit code ({@code MPI_Abort}); does not return. */
    void abort(int exitCode);

    /** Collective, except on the world ({@code MPI_Comm_free}). */
    @Override
    void close();
}
