package org.parhelion.mpi.threads;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.spi.Blocks;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportException;

/**
 * Where the ranks of a group meet for one collective operation. Each leaves what it gives and where it receives; the last
 * one to come does the work for all, in rank order, so that results do not depend on who came when.
 */
final class Slot implements Waitable {
    /** The operations. */
    enum Kind {
        BARRIER("barrier"),
        BROADCAST("broadcast"),
        REDUCE("reduce"),
        ALL_REDUCE("allReduce"),
        GATHER("gather"),
        SCATTER("scatter"),
        ALL_GATHER("allGather"),
        ALL_TO_ALL("allToAll"),
        SCAN("scan"),
        EXSCAN("exscan"),
        SPLIT("split"),
        DUPLICATE("duplicate");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Group group;
    final Payload[] sent;
    final Payload[] received;
    final Blocks[] sentBlocks;
    final Blocks[] receivedBlocks;
    final int[][] colorAndKey;
    final Group[] groups;
    final int[] newRanks;
    private final CallSite[] sites;
    private final boolean[] here;
    private final Reduction reduction = new Reduction();
    private volatile long sequence;
    private Kind kind;
    private ReduceOp op;
    private int root;
    private ElementType type;
    private boolean blocking;
    private int first;
    private int arrived;
    private int left;
    private volatile boolean done;
    private TransportException failure;

    Slot(Group group) {
        this.group = group;
        int size = group.size();
        sent = new Payload[size];
        received = new Payload[size];
        sentBlocks = new Blocks[size];
        receivedBlocks = new Blocks[size];
        colorAndKey = new int[size][];
        groups = new Group[size];
        newRanks = new int[size];
        sites = new CallSite[size];
        here = new boolean[size];
    }

    long sequence() {
        return sequence;
    }

    void open(long newSequence) {
        sequence = newSequence;
        kind = null;
        arrived = 0;
        left = 0;
        failure = null;
        Arrays.fill(here, false);
        Arrays.fill(groups, null);
        Arrays.fill(sites, null);
        done = false;
    }

    Group group() {
        return group;
    }

    ReduceOp op() {
        return op;
    }

    int root() {
        return root;
    }

    Reduction reduction() {
        return reduction;
    }

    int size() {
        return sent.length;
    }

    /**
     * A rank comes; its parts of the arrays have been set. The last one works.
     *
     * @param site where a nonblocking operation was called; null for one that blocks there
     */
    void arrive(int rank, CallSite site, Kind calledKind, ReduceOp calledOp, int calledRoot, ElementType calledType)
            throws TransportException {
        boolean last;
        synchronized (this) {
            sites[rank] = site;
            if (kind == null) {
                kind = calledKind;
                op = calledOp;
                root = calledRoot;
                type = calledType;
                blocking = site == null;
                first = rank;
            } else if (kind != calledKind
                    || op != calledOp
                    || root != calledRoot
                    || type != calledType
                    || blocking != (site == null)) {
                throw new TransportException("the ranks call different collective operations" + group.words()
                        + ": rank " + rank + " " + (site == null ? "" : "i")
                        + words(calledKind, calledOp, calledRoot, calledType) + place(rank) + "; rank " + first + " "
                        + (blocking ? "" : "i") + words(kind, op, root, type) + place(first));
            }
            here[rank] = true;
            last = ++arrived == here.length;
        }
        if (last) {
            try {
                CollectiveWork.run(this, kind);
            } catch (TransportException e) {
                failure = e;
            }
            done = true;
            for (int other = 0; other < here.length; other++) {
                group.rank(other).wakeFrom(this);
            }
        }
    }

    /**
     * The line of the program where that rank called the operation, which it has not left.
     *
     * @return empty if it is not known
     */
    String place(int rank) {
        CallSite site = sites[rank];
        return site != null
                ? site.words()
                : CallSite.words(group.rank(rank).thread().getStackTrace());
    }

    private static String words(Kind kind, ReduceOp op, int root, ElementType type) {
        return kind.words
                + (op == null ? "" : " " + op)
                + (root < 0 ? "" : " with root " + root)
                + (type == null ? "" : " of " + type.javaName());
    }

    @Override
    public boolean isReady() {
        return done;
    }

    /** A rank goes on; with the last one the slot is free for another operation. */
    void leave(int rank) throws TransportException {
        TransportException outcome = failure;
        sent[rank] = null;
        received[rank] = null;
        sentBlocks[rank] = null;
        receivedBlocks[rank] = null;
        boolean last;
        synchronized (this) {
            last = ++left == here.length;
        }
        if (last) {
            group.recycle(this);
        }
        if (outcome != null) {
            throw outcome;
        }
    }

    @Override
    public synchronized void waitsFor(IntConsumer ranks) {
        for (int rank = 0; rank < here.length; rank++) {
            if (!here[rank]) {
                ranks.accept(group.rank(rank).number);
            }
        }
    }

    /** The operation with its operator, root and type. */
    String words() {
        return (blocking ? "" : "i") + words(kind, op, root, type) + group.words();
    }

    @Override
    public synchronized String describe() {
        StringBuilder missing = new StringBuilder();
        for (int rank = 0; rank < here.length; rank++) {
            if (!here[rank]) {
                missing.append(missing.length() == 0 ? "" : " ").append(rank);
            }
        }
        return (blocking ? "" : "i") + words(kind, op, root, type) + " for rank"
                + (missing.indexOf(" ") > 0 ? "s " : " ") + missing + group.words();
    }
}
