package org.parhelion.mpi.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.parhelion.mpi.Communicator;

/** What the ranks of one communicator share: who they are, and the collective operations that are under way. */
final class Group {
    private final long context;
    private final AtomicLong contexts;
    private final Rank[] ranks;
    private final List<Slot> active = new ArrayList<>();
    private final List<Slot> free = new ArrayList<>();

    private Group(AtomicLong contexts, Rank[] ranks) {
        this.contexts = contexts;
        this.context = contexts.getAndIncrement();
        this.ranks = ranks;
    }

    static Group world(Rank[] ranks) {
        return new Group(new AtomicLong(), ranks);
    }

    /** A new group of some of these ranks. */
    Group of(Rank[] members) {
        return new Group(contexts, members);
    }

    /** Messages of different groups never meet: this number keeps them apart. */
    long context() {
        return context;
    }

    int size() {
        return ranks.length;
    }

    Rank rank(int number) {
        return ranks[number];
    }

    Rank[] ranks() {
        return ranks.clone();
    }

    /** Which communicator, for a deadlock report; nothing for the world. */
    String words() {
        if (context == 0) {
            return "";
        }
        StringBuilder words = new StringBuilder(" in the group of world ranks ");
        for (int i = 0; i < ranks.length; i++) {
            words.append(i == 0 ? "" : " ").append(ranks[i].number);
        }
        return words.toString();
    }

    /** World ranks that may send a message from this source to one of the members. */
    void forEach(int source, Rank receiver, IntConsumer worldRanks) {
        if (source >= 0) {
            worldRanks.accept(ranks[source].number);
            return;
        }
        for (Rank rank : ranks) {
            if (rank != receiver) {
                worldRanks.accept(rank.number);
            }
        }
    }

    static String peer(int rank) {
        return rank == Communicator.ANY_SOURCE ? "any source" : "rank " + rank;
    }

    static String tag(int tag) {
        return tag == Communicator.ANY_TAG ? "any tag" : "tag " + tag;
    }

    /** The meeting place of a collective operation, by its number in the order of calls on this communicator. */
    synchronized Slot slot(long sequence) {
        for (int i = 0; i < active.size(); i++) {
            if (active.get(i).sequence() == sequence) {
                return active.get(i);
            }
        }
        Slot slot = free.isEmpty() ? new Slot(this) : free.remove(free.size() - 1);
        slot.open(sequence);
        active.add(slot);
        return slot;
    }

    /** All ranks have left it. */
    synchronized void recycle(Slot slot) {
        active.remove(slot);
        free.add(slot);
    }
}
