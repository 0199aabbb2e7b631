package org.parhelion.mpi.threads;

import java.util.Optional;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.Status;
import org.parhelion.mpi.spi.Blocks;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;
import org.parhelion.mpi.threads.ThreadRequest.Mode;

/** A group of threads seen from one of them. */
final class ThreadCommunicator extends Unfinished.Item implements TransportCommunicator {
    private static final int NO_ROOT = -1;

    /** Nonblocking collective operations of a communicator whose lines are kept in any case. */
    private static final int KEPT_SITES = 64;

    private final Job job;
    private final Group group;
    private final int rank;
    private final Rank self;
    private CallSite site = CallSite.UNKNOWN;
    private long collectives;

    ThreadCommunicator(Job job, Group group, int rank) {
        this.job = job;
        this.group = group;
        this.rank = rank;
        this.self = group.rank(rank);
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return group.size();
    }

    @Override
    public void send(Payload data, int destination, int tag) throws TransportException {
        start(new SendRequest(Mode.BLOCKING, "send", group, rank, data, destination, tag))
                .await();
    }

    @Override
    public Status recv(Payload data, int source, int tag) throws TransportException {
        TransportRequest request = start(new ReceiveRequest(Mode.BLOCKING, "recv", group, rank, data, source, tag));
        request.await();
        return new Status(request.source(), request.tag(), request.bytes());
    }

    @Override
    public Status sendRecv(Payload sent, int destination, int sendTag, Payload received, int source, int receiveTag)
            throws TransportException {
        TransportRequest send =
                start(new SendRequest(Mode.BLOCKING, "sendRecv", group, rank, sent, destination, sendTag));
        TransportRequest receive =
                start(new ReceiveRequest(Mode.BLOCKING, "sendRecv", group, rank, received, source, receiveTag));
        receive.await();
        send.await();
        return new Status(receive.source(), receive.tag(), receive.bytes());
    }

    private static TransportRequest start(ThreadRequest request) throws TransportException {
        request.start();
        return request;
    }

    @Override
    public Status probe(int source, int tag) {
        self.step();
        Probe probe = new Probe(self, group, source, tag);
        self.await(probe);
        return status(probe.find());
    }

    @Override
    public Optional<Status> probeNow(int source, int tag) {
        self.requireJobAlive();
        self.step();
        return Optional.ofNullable(status(new Probe(self, group, source, tag).find()));
    }

    private static Status status(Envelope message) {
        return message == null ? null : new Status(message.source, message.tag, message.bytes());
    }

    @Override
    public TransportRequest isend(Payload data, int destination, int tag) throws TransportException {
        return start(new SendRequest(Mode.NONBLOCKING, "send", group, rank, data, destination, tag));
    }

    @Override
    public TransportRequest irecv(Payload data, int source, int tag) throws TransportException {
        return start(new ReceiveRequest(Mode.NONBLOCKING, "recv", group, rank, data, source, tag));
    }

    @Override
    public TransportRequest sendInit(Payload data, int destination, int tag) {
        return new SendRequest(Mode.PERSISTENT, "send", group, rank, data, destination, tag);
    }

    @Override
    public TransportRequest recvInit(Payload data, int source, int tag) {
        return new ReceiveRequest(Mode.PERSISTENT, "recv", group, rank, data, source, tag);
    }

    /** The slot of this rank's next collective operation, with its data left there. */
    private Slot enter(Slot.Kind kind, Payload sent, Payload received, ReduceOp op, int root)
            throws TransportException {
        return enter(null, kind, sent, null, received, null, op, root);
    }

    /** @param site where a nonblocking operation was called; null for one that blocks there */
    private Slot enter(
            CallSite site,
            Slot.Kind kind,
            Payload sent,
            Blocks sentBlocks,
            Payload received,
            Blocks receivedBlocks,
            ReduceOp op,
            int root)
            throws TransportException {
        self.requireJobAlive();
        self.step();
        Slot slot = group.slot(collectives++);
        slot.sent[rank] = sent;
        slot.sentBlocks[rank] = sentBlocks;
        slot.received[rank] = received;
        slot.receivedBlocks[rank] = receivedBlocks;
        Payload typed = sent != null ? sent : received;
        slot.arrive(rank, site, kind, op, root, typed == null ? null : typed.type());
        return slot;
    }

    private void finish(Slot slot) throws TransportException {
        self.await(slot);
        slot.leave(rank);
    }

    @Override
    public void barrier() throws TransportException {
        finish(enter(Slot.Kind.BARRIER, null, null, null, NO_ROOT));
    }

    @Override
    public void broadcast(Payload data, int root) throws TransportException {
        finish(enter(Slot.Kind.BROADCAST, data, data, null, root));
    }

    @Override
    public void reduce(Payload sent, Payload received, ReduceOp op, int root) throws TransportException {
        finish(enter(Slot.Kind.REDUCE, sent, received, op, root));
    }

    @Override
    public void allReduce(Payload sent, Payload received, ReduceOp op) throws TransportException {
        finish(enter(Slot.Kind.ALL_REDUCE, sent, received, op, NO_ROOT));
    }

    @Override
    public void gather(Payload sent, Payload received, Blocks layout, int root) throws TransportException {
        finish(enter(null, Slot.Kind.GATHER, sent, null, received, layout, null, root));
    }

    @Override
    public void scatter(Payload sent, Blocks layout, Payload received, int root) throws TransportException {
        finish(enter(null, Slot.Kind.SCATTER, sent, layout, received, null, null, root));
    }

    @Override
    public void allGather(Payload sent, Payload received, Blocks layout) throws TransportException {
        finish(enter(null, Slot.Kind.ALL_GATHER, sent, null, received, layout, null, NO_ROOT));
    }

    @Override
    public void allToAll(Payload sent, Blocks sentLayout, Payload received, Blocks receivedLayout)
            throws TransportException {
        finish(enter(null, Slot.Kind.ALL_TO_ALL, sent, sentLayout, received, receivedLayout, null, NO_ROOT));
    }

    @Override
    public void scan(Payload sent, Payload received, ReduceOp op) throws TransportException {
        finish(enter(Slot.Kind.SCAN, sent, received, op, NO_ROOT));
    }

    @Override
    public void exscan(Payload sent, Payload received, ReduceOp op) throws TransportException {
        finish(enter(Slot.Kind.EXSCAN, sent, received, op, NO_ROOT));
    }

    /** Of a nonblocking operation; after many of them, which all were completed, no memory is spent on it any more. */
    private CallSite site() {
        boolean kept = self.isChecked() && (collectives < KEPT_SITES || self.unfinished.grows());
        return kept ? CallSite.here() : CallSite.UNKNOWN;
    }

    /** @param given what this rank must not change before completion; null for none */
    private TransportRequest request(CallSite site, Slot slot, Payload given) {
        return new CollectiveRequest(self, rank, site, slot, given);
    }

    @Override
    public TransportRequest ibarrier() throws TransportException {
        CallSite site = site();
        return request(site, enter(site, Slot.Kind.BARRIER, null, null, null, null, null, NO_ROOT), null);
    }

    @Override
    public TransportRequest ibroadcast(Payload data, int root) throws TransportException {
        CallSite site = site();
        Payload given = rank == root ? data : null;
        return request(site, enter(site, Slot.Kind.BROADCAST, data, null, data, null, null, root), given);
    }

    @Override
    public TransportRequest iallReduce(Payload sent, Payload received, ReduceOp op) throws TransportException {
        CallSite site = site();
        return request(site, enter(site, Slot.Kind.ALL_REDUCE, sent, null, received, null, op, NO_ROOT), sent);
    }

    @Override
    public TransportCommunicator split(int color, int key) throws TransportException {
        self.requireJobAlive();
        group.slot(collectives).colorAndKey[rank] = new int[] {color, key};
        return newGroup(enter(Slot.Kind.SPLIT, null, null, null, NO_ROOT));
    }

    @Override
    public TransportCommunicator duplicate() throws TransportException {
        return newGroup(enter(Slot.Kind.DUPLICATE, null, null, null, NO_ROOT));
    }

    private TransportCommunicator newGroup(Slot slot) throws TransportException {
        self.await(slot);
        Group mine = slot.groups[rank];
        int number = slot.newRanks[rank];
        slot.leave(rank);
        if (mine == null) {
            return null;
        }
        ThreadCommunicator made = new ThreadCommunicator(job, mine, number);
        if (self.isChecked()) {
            made.site = CallSite.here();
            self.unfinished.add(made);
        }
        return made;
    }

    /** Those that the toolkit makes last as long as what it makes them for, which the program need not close. */
    @Override
    String unfinishedWords() {
        return site.isInToolkit()
                ? null
                : "the communicator" + group.words() + " made by " + site.operation() + " was never closed"
                        + site.words();
    }

    /** What it holds is the garbage collector's work. */
    @Override
    public void free() {
        self.unfinished.remove(this);
    }

    @Override
    public void abort(int exitCode) {
        job.fail(
                self.number,
                new ExitCodeException(exitCode, "rank " + self.number + " called abort(" + exitCode + ")"));
        throw new JobEnded();
    }
}
