package org.parhelion.mpi.threads;

/** Waits until a message that fits has come, and leaves it there. */
final class Probe implements Waitable {
    private final Mailbox mailbox;
    private final Group group;
    private final int source;
    private final int tag;

    Probe(Mailbox mailbox, Group group, int source, int tag) {
        this.mailbox = mailbox;
        this.group = group;
        this.source = source;
        this.tag = tag;
    }

    Envelope find() {
        return mailbox.peek(group.context(), source, tag);
    }

    @Override
    public boolean isReady() {
        return find() != null;
    }

    @Override
    public String describe() {
        return "probe for " + Group.peer(source) + " (" + Group.tag(tag) + ")" + group.words();
    }
}
