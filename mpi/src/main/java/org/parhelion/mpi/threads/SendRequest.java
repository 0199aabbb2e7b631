package org.parhelion.mpi.threads;

import org.parhelion.mpi.spi.Payload;

/** The sender's end of a message. */
final class SendRequest extends ThreadRequest {
    private final String operation;
    private final Group group;
    private final int ownRank;
    private final int destination;
    private final int tag;
    private Envelope envelope;

    SendRequest(String operation, Group group, int ownRank, Payload payload, int destination, int tag) {
        super(group.rank(ownRank), payload);
        this.operation = operation;
        this.group = group;
        this.ownRank = ownRank;
        this.destination = destination;
        this.tag = tag;
    }

    /** For a message that stays with its sender; one is enough, as a request has one message under way. */
    Envelope envelope() {
        if (envelope == null) {
            envelope = new Envelope();
        }
        return envelope;
    }

    @Override
    public void start() {
        begin();
        Mailbox mailbox = group.rank(destination).mailbox;
        ReceiveRequest receive = mailbox.matchOrStore(this, group.context(), ownRank, tag, payload);
        if (receive != null) {
            receive.accept(ownRank, tag, payload.type(), payload.buffer(), payload.count());
            complete();
        } else if (payload.bytes() <= Mailbox.EAGER_BYTES) {
            complete();
        }
    }

    @Override
    public String describe() {
        return operation + " to rank " + destination + " (tag " + tag + ", " + payload.count() + " x "
                + payload.type().javaName() + ")" + group.words();
    }

    @Override
    public int source() {
        return ownRank;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public int bytes() {
        return payload.bytes();
    }
}
