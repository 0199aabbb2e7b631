package org.parhelion.mpi.threads;

import java.util.function.IntConsumer;

/** Waits until a message that fits has come, and leaves it there. */
final class Probe implements Waitable {
    private final Rank self;
    private final Group group;
    private final int source;
    private final int tag;

    Probe(Rank self, Group group, int source, int tag) {
        this.self = self;
        this.group = group;
        this.source = source;
        this.tag = tag;
    }

    Envelope find() {
        return self.mailbox.peek(group.context(), source, tag);
    }

    @Override
    public boolean isReady() {
        return find() != null;
    }

    @Override
    public void waitsFor(IntConsumer ranks) {
        group.forEach(source, self, ranks);
    }

    @Override
    public String describe() {
        return "probe for " + Group.peer(source) + " (" + Group.tag(tag) + ")" + group.words();
    }
}
