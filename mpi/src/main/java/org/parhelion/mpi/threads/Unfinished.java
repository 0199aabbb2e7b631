package org.parhelion.mpi.threads;

import java.util.Collection;

/**
 * What a rank has begun and not ended yet: requests that it has not completed, communicators that it has not closed. In
 * the order begun; allocates nothing.
 */
final class Unfinished {
    /** Something that is begun and must be ended. */
    abstract static class Item {
        private Item before;
        private Item after;
        private boolean listed;

        /** Operation, peer, tag, and the line where it was begun; null if it is none of the program's business. */
        abstract String unfinishedWords();
    }

    private Item first;
    private Item last;
    private int count;
    private int most;

    /** Whether one more would be more than ever: as where a loop begins requests and does not complete them. */
    synchronized boolean grows() {
        return count == most;
    }

    synchronized void add(Item item) {
        if (item.listed) {
            return;
        }
        item.listed = true;
        most = Math.max(most, ++count);
        item.before = last;
        if (last == null) {
            first = item;
        } else {
            last.after = item;
        }
        last = item;
    }

    synchronized void remove(Item item) {
        if (!item.listed) {
            return;
        }
        if (item.before == null) {
            first = item.after;
        } else {
            item.before.after = item.after;
        }
        if (item.after == null) {
            last = item.before;
        } else {
            item.after.before = item.before;
        }
        item.before = null;
        item.after = null;
        item.listed = false;
        count--;
    }

    synchronized void describe(Collection<String> findings) {
        for (Item item = first; item != null; item = item.after) {
            String words = item.unfinishedWords();
            if (words != null) {
                findings.add(words);
            }
        }
    }
}
