package org.parhelion.mpi;

import java.io.Serializable;
import java.nio.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

    void send(Object data, int destination, int tag);

    Status recv(Object data, int source, int tag);

    Status sendRecv(Object sent, int destination, int sendTag, Object received, int source, int receiveTag);

    Status probe(int source, int tag);

    Optional<Status> probeNow(int source, int tag);

    Request isend(Object data, int destination, int tag);

    Request irecv(Object data, int source, int tag);

    /** @param data direct buffer in native byte order */
    PersistentRequest sendInit(Buffer data, int destination, int tag);

    /** @param data direct buffer in native byte order */
    PersistentRequest recvInit(Buffer data, int source, int tag);

    void barrier();

    void broadcast(Object data, int root);

    /** @param received same type and length as {@code sent}; may be null on ranks other than the root */
    void reduce(Object sent, Object received, ReduceOp op, int root);

    void allReduce(Object sent, Object received, ReduceOp op);

    /** In place ({@code MPI_IN_PLACE}). */
    void allReduce(Object data, ReduceOp op);

    double allReduce(double value, ReduceOp op);

    long allReduce(long value, ReduceOp op);

    /** @param received on the root: {@code size} times the length of {@code sent}, in rank order; else may be null */
    void gather(Object sent, Object received, int root);

    /** @param counts elements that each rank sends, needed on the root only */
    void gatherv(Object sent, Object received, int[] counts, int root);

    void scatter(Object sent, Object received, int root);

    void scatterv(Object sent, int[] counts, Object received, int root);

    void allGather(Object sent, Object received);

    void allGatherv(Object sent, Object received, int[] counts);

    void allToAll(Object sent, Object received);

    void allToAllv(Object sent, int[] sendCounts, Object received, int[] receiveCounts);

    void scan(Object sent, Object received, ReduceOp op);

    void exscan(Object sent, Object received, ReduceOp op);

    Request ibarrier();

    Request ibroadcast(Object data, int root);

    Request iallReduce(Object sent, Object received, ReduceOp op);

    /** Set-up data: any serializable value, records included. */
    void sendObject(Serializable value, int destination, int tag);

    <T extends Serializable> T recvObject(Class<T> type, int source, int tag);

    <T extends Serializable> T broadcastObject(Class<T> type, T value, int root);

    /** The values of all ranks in rank order on every rank. */
    <T extends Serializable> List<T> allGatherObjects(Class<T> type, T value);

    /** The values of all ranks in rank order on the root, an empty list elsewhere. */
    <T extends Serializable> List<T> gatherObjects(Class<T> type, T value, int root);

    /** @param color ranks of one colour form a group; negative: in none, and the result is empty */
    Optional<Communicator> split(int color, int key);

    Communicator duplicate();

    /** @param dimensions ranks along each axis; their product must be {@link #size} ({@code MPI_Cart_create}) */
    CartesianCommunicator cartesian(int[] dimensions, boolean[] periodic);

    /** A file that all ranks of the group read and write at offsets of their own ({@code MPI_File_open}). */
    CommFile open(Path path, CommFile.Mode mode);

    /** Ends the whole job at once with this exit code ({@code MPI_Abort}); does not return. */
    void abort(int exitCode);

    /** Collective, except on the world ({@code MPI_Comm_free}). */
    @Override
    void close();
}
