package org.parhelion.mpi.threads;

import java.util.function.IntConsumer;
import org.parhelion.mpi.spi.Payload;

/** The sender's end of a message. */
final class SendRequest extends ThreadRequest {
    private final Group group;
    private final int ownRank;
    private final int destination;
    private final int tag;
    private Envelope envelope;

    SendRequest(Mode mode, String verb, Group group, int ownRank, Payload payload, int destination, int tag) {
        super(group.rank(ownRank), mode, verb, payload);
        this.group = group;
        this.ownRank = ownRank;
        this.destination = destination;
        this.tag = tag;
    }

    /** For a message that stays with its sender; one is enough, as a request has one message under way. */
    private Envelope envelope() {
        if (envelope == null) {
            envelope = new Envelope();
        }
        return envelope;
    }

    @Override
    public void start() {
        begin();
        guard();
        Interleaving interleaving = owner.interleaving();
        if (interleaving != null) {
            boolean brings = payload.bytes() <= Mailbox.EAGER_BYTES && interleaving.drawsBuffering();
            interleaving.post(receiver(), sealed(brings));
            if (brings) {
                complete();
            }
            return;
        }
        ReceiveRequest receive = receiver().mailbox.matchOrStore(this);
        if (receive != null) {
            receive.accept(ownRank, tag, payload, this);
            complete();
        } else if (payload.bytes() <= Mailbox.EAGER_BYTES) {
            complete();
        }
    }

    private Rank receiver() {
        return group.rank(destination);
    }

    /** The message, to be left in the receiver's mailbox, whose monitor is held or not needed. */
    Envelope sealed() {
        return sealed(payload.bytes() <= Mailbox.EAGER_BYTES);
    }

    private Envelope sealed(boolean brings) {
        Envelope message = brings ? receiver().mailbox.freeEnvelope(payload.bytes()) : envelope();
        message.address(group, ownRank, tag, payload);
        if (brings) {
            message.site = site();
            message.copyOf(payload);
        } else {
            message.leaveWith(this, payload);
        }
        return message;
    }

    long context() {
        return group.context();
    }

    @Override
    public String describe() {
        return operation + " to rank " + destination + " (tag " + tag + ", " + payload.count() + " x "
                + payload.type().javaName() + ")" + group.words();
    }

    @Override
    public void waitsFor(IntConsumer ranks) {
        ranks.accept(receiver().number);
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
