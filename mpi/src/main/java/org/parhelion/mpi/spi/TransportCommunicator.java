package org.parhelion.mpi.spi;

import java.util.Optional;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.Status;

/**
 * A group of ranks as a transport sees it. Arguments have been checked: ranks lie in the group or are {@link
 * org.parhelion.mpi.Communicator#ANY_SOURCE}, tags are not negative or {@link org.parhelion.mpi.Communicator#ANY_TAG},
 * counts fit their payloads, {@code NO_RANK} never comes here. Payloads that only the root needs are null elsewhere.
 */
public interface TransportCommunicator {
    int rank();

    int size();

    void send(Payload data, int destination, int tag) throws TransportException;

    Status recv(Payload data, int source, int tag) throws TransportException;

    Status sendRecv(Payload sent, int destination, int sendTag, Payload received, int source, int receiveTag)
            throws TransportException;

    Status probe(int source, int tag) throws TransportException;

    Optional<Status> probeNow(int source, int tag) throws TransportException;

    TransportRequest isend(Payload data, int destination, int tag) throws TransportException;

    TransportRequest irecv(Payload data, int source, int tag) throws TransportException;

    TransportRequest sendInit(Payload data, int destination, int tag) throws TransportException;

    TransportRequest recvInit(Payload data, int source, int tag) throws TransportException;

    void barrier() throws TransportException;

    void broadcast(Payload data, int root) throws TransportException;

    /**
     * {@code MPI_Reduce}.
     *
     * @param received null except on the root
     */
    void reduce(Payload sent, Payload received, ReduceOp op, int root) throws TransportException;

    /**
     * {@code MPI_Allreduce}.
     *
     * @param sent null: in place, the data are in {@code received}
     */
    void allReduce(Payload sent, Payload received, ReduceOp op) throws TransportException;

    /**
     * {@code MPI_Gather}, or with unequal blocks {@code MPI_Gatherv}.
     *
     * @param layout blocks of {@code received} by rank; unequal ones are null except on the root
     */
    void gather(Payload sent, Payload received, Blocks layout, int root) throws TransportException;

    /**
     * {@code MPI_Scatter}, or with unequal blocks {@code MPI_Scatterv}.
     *
     * @param layout blocks of {@code sent} by rank; unequal ones are null except on the root
     */
    void scatter(Payload sent, Blocks layout, Payload received, int root) throws TransportException;

    void allGather(Payload sent, Payload received, Blocks layout) throws TransportException;

    void allToAll(Payload sent, Blocks sentLayout, Payload received, Blocks receivedLayout) throws TransportException;

    void scan(Payload sent, Payload received, ReduceOp op) throws TransportException;

    /** On rank 0 {@code received} stays as it is. */
    void exscan(Payload sent, Payload received, ReduceOp op) throws TransportException;

    TransportRequest ibarrier() throws TransportException;

    TransportRequest ibroadcast(Payload data, int root) throws TransportException;

    /**
     * {@code MPI_Iallreduce}.
     *
     * @param sent null: in place, the data are in {@code received}
     */
    TransportRequest iallReduce(Payload sent, Payload received, ReduceOp op) throws TransportException;

    /**
     * {@code MPI_Comm_split}.
     *
     * @return null when the colour is negative
     */
    TransportCommunicator split(int color, int key) throws TransportException;

    TransportCommunicator duplicate() throws TransportException;

    /** Frees the group; collective; never called on the world. */
    void free() throws TransportException;

    /** Ends the whole job at once with this exit code; does not return. */
    void abort(int exitCode);
}
