package org.parhelion.mpi.threads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.parhelion.mpi.spi.Blocks;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportException;

/** What the last rank to come to a collective operation does for all. */
final class CollectiveWork {
    private CollectiveWork() {}

    static void run(Slot slot, Slot.Kind kind) throws TransportException {
        switch (kind) {
            case BARRIER -> {}
            case BROADCAST -> broadcast(slot);
            case REDUCE, ALL_REDUCE -> reduce(slot, kind);
            case SCAN -> scan(slot, true);
            case EXSCAN -> scan(slot, false);
            case GATHER -> gather(slot);
            case SCATTER -> scatter(slot);
            case ALL_GATHER -> allGather(slot);
            case ALL_TO_ALL -> allToAll(slot);
            case SPLIT -> split(slot);
            case DUPLICATE -> duplicate(slot);
        }
    }

    private static void requireLength(Slot slot, int rank, int count, int otherRank, int otherCount)
            throws TransportException {
        if (count != otherCount) {
            throw new TransportException("lengths differ: " + count + " elements on rank " + rank + ", " + otherCount
                    + " on rank " + otherRank + places(slot, rank, otherRank));
        }
    }

    /** Which line of the program called the operation on each of two ranks. */
    private static String places(Slot slot, int rank, int otherRank) {
        return "; rank " + rank + " calls it" + slot.place(rank) + "; rank " + otherRank + " calls it"
                + slot.place(otherRank);
    }

    @SuppressWarnings("ReferenceEquality") // of a rank that broadcasts to itself: one and the same memory
    private static void copy(Payload from, int fromIndex, Payload to, int toIndex, int count) {
        if (from != to) {
            Copy.elements(from.type(), from.buffer(), fromIndex, to.buffer(), toIndex, count);
        }
    }

    private static void broadcast(Slot slot) throws TransportException {
        Payload from = slot.sent[slot.root()];
        for (int rank = 0; rank < slot.size(); rank++) {
            Payload to = slot.received[rank];
            if (rank != slot.root()) {
                requireLength(slot, slot.root(), from.count(), rank, to.count());
                copy(from, 0, to, 0, from.count());
            }
        }
    }

    /** What the rank gives: in place, it lies where the result goes. */
    private static Payload given(Slot slot, int rank) {
        return slot.sent[rank] != null ? slot.sent[rank] : slot.received[rank];
    }

    private static int commonLength(Slot slot) throws TransportException {
        int count = given(slot, 0).count();
        for (int rank = 1; rank < slot.size(); rank++) {
            requireLength(slot, 0, count, rank, given(slot, rank).count());
        }
        return count;
    }

    private static void reduce(Slot slot, Slot.Kind kind) throws TransportException {
        int total = commonLength(slot);
        Reduction reduction = slot.reduction();
        for (int from = 0; from < total; from += Reduction.PIECE) {
            int count = Math.min(Reduction.PIECE, total - from);
            reduction.set(given(slot, 0), from, count);
            for (int rank = 1; rank < slot.size(); rank++) {
                reduction.combine(given(slot, rank), from, count, slot.op());
            }
            for (int rank = 0; rank < slot.size(); rank++) {
                if (kind == Slot.Kind.ALL_REDUCE || rank == slot.root()) {
                    reduction.get(slot.received[rank], from, count);
                }
            }
        }
    }

    private static void scan(Slot slot, boolean inclusive) throws TransportException {
        int total = commonLength(slot);
        Reduction reduction = slot.reduction();
        for (int from = 0; from < total; from += Reduction.PIECE) {
            int count = Math.min(Reduction.PIECE, total - from);
            reduction.set(given(slot, 0), from, count);
            if (inclusive) {
                reduction.get(slot.received[0], from, count);
            }
            for (int rank = 1; rank < slot.size(); rank++) {
                if (inclusive) {
                    reduction.combine(given(slot, rank), from, count, slot.op());
                    reduction.get(slot.received[rank], from, count);
                } else {
                    // Sent and received may be the same memory: read before the result is written.
                    reduction.setNext(given(slot, rank), from, count);
                    reduction.get(slot.received[rank], from, count);
                    reduction.combineNext(given(slot, rank).type(), count, slot.op());
                }
            }
        }
    }

    private static void gather(Slot slot) throws TransportException {
        Payload to = slot.received[slot.root()];
        Blocks blocks = slot.receivedBlocks[slot.root()];
        for (int rank = 0; rank < slot.size(); rank++) {
            Payload from = slot.sent[rank];
            requireBlock(slot, slot.root(), blocks.count(rank), rank, from.count());
            copy(from, 0, to, blocks.offset(rank), from.count());
        }
    }

    private static void requireBlock(Slot slot, int holder, int expected, int rank, int count)
            throws TransportException {
        if (expected != count) {
            throw new TransportException("rank " + holder + " expects " + expected + " elements of rank " + rank
                    + ", which has " + count + places(slot, holder, rank));
        }
    }

    private static void scatter(Slot slot) throws TransportException {
        Payload from = slot.sent[slot.root()];
        Blocks blocks = slot.sentBlocks[slot.root()];
        for (int rank = 0; rank < slot.size(); rank++) {
            Payload to = slot.received[rank];
            requireBlock(slot, slot.root(), blocks.count(rank), rank, to.count());
            copy(from, blocks.offset(rank), to, 0, to.count());
        }
    }

    private static void allGather(Slot slot) throws TransportException {
        for (int target = 0; target < slot.size(); target++) {
            Blocks blocks = slot.receivedBlocks[target];
            for (int rank = 0; rank < slot.size(); rank++) {
                Payload from = slot.sent[rank];
                requireBlock(slot, target, blocks.count(rank), rank, from.count());
                copy(from, 0, slot.received[target], blocks.offset(rank), from.count());
            }
        }
    }

    private static void allToAll(Slot slot) throws TransportException {
        for (int target = 0; target < slot.size(); target++) {
            for (int rank = 0; rank < slot.size(); rank++) {
                int count = slot.sentBlocks[rank].count(target);
                requireBlock(slot, target, slot.receivedBlocks[target].count(rank), rank, count);
                copy(
                        slot.sent[rank],
                        slot.sentBlocks[rank].offset(target),
                        slot.received[target],
                        slot.receivedBlocks[target].offset(rank),
                        count);
            }
        }
    }

    private static void duplicate(Slot slot) {
        Arrays.fill(slot.groups, slot.group().of(slot.group().ranks()));
        Arrays.setAll(slot.newRanks, rank -> rank);
    }

    private static void split(Slot slot) {
        TreeMap<Integer, List<Integer>> ranksByColor = new TreeMap<>();
        for (int rank = 0; rank < slot.size(); rank++) {
            if (slot.colorAndKey[rank][0] >= 0) {
                ranksByColor
                        .computeIfAbsent(slot.colorAndKey[rank][0], color -> new ArrayList<>())
                        .add(rank);
            }
        }
        Group parent = slot.group();
        for (List<Integer> ranks : ranksByColor.values()) {
            ranks.sort(Comparator.comparingInt(rank -> slot.colorAndKey[rank][1]));
            Group group = parent.of(ranks.stream().map(parent::rank).toArray(Rank[]::new));
            for (int number = 0; number < ranks.size(); number++) {
                slot.groups[ranks.get(number)] = group;
                slot.newRanks[ranks.get(number)] = number;
            }
        }
    }
}
