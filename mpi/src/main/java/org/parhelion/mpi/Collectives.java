package org.parhelion.mpi;

import org.parhelion.mpi.spi.Blocks;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** The collective operations of a communicator. */
final class Collectives {
    private final TransportCommunicator channel;
    private final StagingPool pool;
    private final Traffic traffic;

    Collectives(TransportCommunicator channel, StagingPool pool, Traffic traffic) {
        this.channel = channel;
        this.pool = pool;
        this.traffic = traffic;
    }

    /** A transport's operation. */
    @FunctionalInterface
    private interface Operation {
        void run() throws TransportException;
    }

    /** A transport's nonblocking operation. */
    @FunctionalInterface
    private interface Start {
        TransportRequest run() throws TransportException;
    }

    MpiException failed(String operation, TransportException cause) {
        return new MpiException(
                operation + " failed on rank " + channel.rank() + " of " + channel.size() + ": " + cause.getMessage(),
                cause);
    }

    /** An operation that nobody leaves before all have come. */
    private void run(String name, Operation operation, Carriage out, Carriage in) {
        long since = traffic.meets(name, out.payload);
        perform(name, operation);
        traffic.met(since);
        finish(out, in);
    }

    /** An operation with a root, which others wait for if they receive. */
    private void run(String name, Operation operation, Carriage out, Carriage in, int root, boolean fromRoot) {
        if (out.payload != null) {
            traffic.sends(out.payload);
        }
        int peer = fromRoot && channel.rank() != root ? root : Communicator.ANY_SOURCE;
        long since = traffic.waits(name, peer, Communicator.ANY_TAG);
        perform(name, operation);
        traffic.waited(since, peer);
        finish(out, in);
    }

    private void perform(String name, Operation operation) {
        try {
            operation.run();
        } catch (TransportException e) {
            throw failed(name, e);
        }
    }

    private static void finish(Carriage out, Carriage in) {
        in.arrived();
        in.release();
        if (out != in) {
            out.release();
        }
    }

    private boolean isRoot(int root) {
        Arguments.root(root, channel.size());
        return channel.rank() == root;
    }

    private Carriage outgoing(Object data) {
        return Carriage.outgoing(data, Elements.type(data, "sent"), pool);
    }

    private Carriage incoming(Object data) {
        return Carriage.incoming(data, Elements.type(data, "received"), pool);
    }

    void barrier() {
        run("barrier", channel::barrier, Carriage.NONE, Carriage.NONE);
    }

    void broadcast(Object data, int root) {
        ElementType type = Elements.type(data, "data");
        if (isRoot(root)) {
            Carriage out = Carriage.outgoing(data, type, pool);
            run("broadcast", () -> channel.broadcast(out.payload, root), out, Carriage.NONE, root, true);
        } else {
            Elements.requireWritable(data, "data");
            Carriage in = Carriage.incoming(data, type, pool);
            run("broadcast", () -> channel.broadcast(in.payload, root), Carriage.NONE, in, root, true);
        }
    }

    void reduce(Object sent, Object received, ReduceOp op, int root) {
        boolean onRoot = isRoot(root);
        ElementType type = Elements.type(sent, "sent");
        Arguments.reducible(op, type);
        if (onRoot) {
            checkReduction(sent, received, type);
        }
        Carriage out = outgoing(sent);
        Carriage in = onRoot ? incoming(received) : Carriage.NONE;
        run("reduce", () -> channel.reduce(out.payload, in.payload, op, root), out, in, root, false);
    }

    private static void checkReduction(Object sent, Object received, ElementType type) {
        Arguments.sameType(type, received);
        Arguments.sameLength(sent, received);
    }

    void allReduce(Object sent, Object received, ReduceOp op) {
        if (sent == received) {
            allReduceInPlace(received, op);
            return;
        }
        checkReduction(sent, received, Elements.type(sent, "sent"));
        Arguments.reducible(op, Elements.type(sent, "sent"));
        Carriage out = outgoing(sent);
        Carriage in = incoming(received);
        run("allReduce", () -> channel.allReduce(out.payload, in.payload, op), out, in);
    }

    void allReduceInPlace(Object data, ReduceOp op) {
        ElementType type = Elements.type(data, "data");
        Elements.requireWritable(data, "data");
        Arguments.reducible(op, type);
        Carriage both = Carriage.outgoing(data, type, pool);
        run("allReduce", () -> channel.allReduce(null, both.payload, op), both, both);
    }

    void gather(Object sent, Object received, int root) {
        boolean onRoot = isRoot(root);
        ElementType type = Elements.type(sent, "sent");
        if (onRoot) {
            Arguments.sameType(type, received);
            Arguments.equalBlocks(received, "received", sent, "sent", channel.size());
        }
        gather("gather", sent, received, Blocks.equal(Elements.count(sent)), root);
    }

    void gatherv(Object sent, Object received, int[] counts, int root) {
        boolean onRoot = isRoot(root);
        ElementType type = Elements.type(sent, "sent");
        Blocks blocks = null;
        if (onRoot) {
            Arguments.sameType(type, received);
            blocks = Arguments.blocks(counts, "counts", received, "received", channel.size());
            Arguments.ownBlock(blocks, root, sent, "sent");
        }
        gather("gatherv", sent, received, blocks, root);
    }

    private void gather(String name, Object sent, Object received, Blocks blocks, int root) {
        Carriage out = outgoing(sent);
        Carriage in = channel.rank() == root ? incoming(received) : Carriage.NONE;
        run(name, () -> channel.gather(out.payload, in.payload, blocks, root), out, in, root, false);
    }

    void scatter(Object sent, Object received, int root) {
        boolean onRoot = isRoot(root);
        Elements.requireWritable(received, "received");
        ElementType type = Elements.type(received, "received");
        if (onRoot) {
            Arguments.sameType(Elements.type(sent, "sent"), received);
            Arguments.equalBlocks(sent, "sent", received, "received", channel.size());
        }
        scatter("scatter", sent, Blocks.equal(Elements.count(received)), received, type, root);
    }

    void scatterv(Object sent, int[] counts, Object received, int root) {
        boolean onRoot = isRoot(root);
        Elements.requireWritable(received, "received");
        ElementType type = Elements.type(received, "received");
        Blocks blocks = null;
        if (onRoot) {
            Arguments.sameType(Elements.type(sent, "sent"), received);
            blocks = Arguments.blocks(counts, "counts", sent, "sent", channel.size());
            Arguments.ownBlock(blocks, root, received, "received");
        }
        scatter("scatterv", sent, blocks, received, type, root);
    }

    private void scatter(String name, Object sent, Blocks blocks, Object received, ElementType type, int root) {
        Carriage out = channel.rank() == root ? outgoing(sent) : Carriage.NONE;
        Carriage in = Carriage.incoming(received, type, pool);
        run(name, () -> channel.scatter(out.payload, blocks, in.payload, root), out, in, root, true);
    }

    void allGather(Object sent, Object received) {
        Arguments.sameType(Elements.type(sent, "sent"), received);
        Blocks blocks = Arguments.equalBlocks(received, "received", sent, "sent", channel.size());
        allGather("allGather", sent, received, blocks);
    }

    void allGatherv(Object sent, Object received, int[] counts) {
        Arguments.sameType(Elements.type(sent, "sent"), received);
        Blocks blocks = Arguments.blocks(counts, "counts", received, "received", channel.size());
        Arguments.ownBlock(blocks, channel.rank(), sent, "sent");
        allGather("allGatherv", sent, received, blocks);
    }

    private void allGather(String name, Object sent, Object received, Blocks blocks) {
        Carriage out = outgoing(sent);
        Carriage in = incoming(received);
        run(name, () -> channel.allGather(out.payload, in.payload, blocks), out, in);
    }

    void allToAll(Object sent, Object received) {
        Arguments.sameType(Elements.type(sent, "sent"), received);
        Arguments.sameLength(sent, received);
        Blocks blocks = Blocks.equal(Arguments.blockLength(sent, "sent", channel.size()));
        allToAll("allToAll", sent, blocks, received, blocks);
    }

    void allToAllv(Object sent, int[] sendCounts, Object received, int[] receiveCounts) {
        Arguments.sameType(Elements.type(sent, "sent"), received);
        Blocks out = Arguments.blocks(sendCounts, "sendCounts", sent, "sent", channel.size());
        Blocks in = Arguments.blocks(receiveCounts, "receiveCounts", received, "received", channel.size());
        allToAll("allToAllv", sent, out, received, in);
    }

    private void allToAll(String name, Object sent, Blocks sentBlocks, Object received, Blocks receivedBlocks) {
        Carriage out = outgoing(sent);
        Carriage in = incoming(received);
        run(name, () -> channel.allToAll(out.payload, sentBlocks, in.payload, receivedBlocks), out, in);
    }

    void scan(Object sent, Object received, ReduceOp op) {
        checkReduction(sent, received, Elements.type(sent, "sent"));
        Arguments.reducible(op, Elements.type(sent, "sent"));
        Carriage out = outgoing(sent);
        Carriage in = incoming(received);
        run("scan", () -> channel.scan(out.payload, in.payload, op), out, in);
    }

    void exscan(Object sent, Object received, ReduceOp op) {
        checkReduction(sent, received, Elements.type(sent, "sent"));
        Arguments.reducible(op, Elements.type(sent, "sent"));
        Carriage out = outgoing(sent);
        // Copied in too: what rank 0 has in received stays.
        Carriage in = outgoing(received);
        run("exscan", () -> channel.exscan(out.payload, in.payload, op), out, in);
    }

    Request ibarrier() {
        return start("ibarrier", channel::ibarrier, Carriage.NONE, Carriage.NONE);
    }

    Request ibroadcast(Object data, int root) {
        ElementType type = Elements.type(data, "data");
        if (isRoot(root)) {
            Carriage out = Carriage.outgoing(data, type, pool);
            return start("ibroadcast", () -> channel.ibroadcast(out.payload, root), out, Carriage.NONE);
        }
        Elements.requireWritable(data, "data");
        Carriage in = Carriage.incoming(data, type, pool);
        return start("ibroadcast", () -> channel.ibroadcast(in.payload, root), Carriage.NONE, in);
    }

    Request iallReduce(Object sent, Object received, ReduceOp op) {
        ElementType type = Elements.type(sent, "sent");
        checkReduction(sent, received, type);
        Arguments.reducible(op, type);
        if (sent == received) {
            Carriage both = Carriage.outgoing(sent, type, pool);
            return start("iallReduce", () -> channel.iallReduce(null, both.payload, op), Carriage.NONE, both);
        }
        Carriage out = outgoing(sent);
        Carriage in = incoming(received);
        return start("iallReduce", () -> channel.iallReduce(out.payload, in.payload, op), out, in);
    }

    private Request start(String name, Start operation, Carriage out, Carriage in) {
        if (out.payload != null) {
            traffic.sends(out.payload);
        }
        try {
            return Transfer.collective(operation.run(), out, in, name, channel.rank(), traffic);
        } catch (TransportException e) {
            throw failed(name, e);
        }
    }
}
