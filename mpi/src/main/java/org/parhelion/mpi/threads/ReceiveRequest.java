package org.parhelion.mpi.threads;

import java.nio.Buffer;
import java.util.function.IntConsumer;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/** The receiver's end of a message. */
final class ReceiveRequest extends ThreadRequest {
    final long context;
    final int wantedSource;
    final int wantedTag;
    ReceiveRequest next;

    private final Group group;
    private int source;
    private int tag;
    private int bytes;

    ReceiveRequest(Mode mode, String verb, Group group, int ownRank, Payload payload, int wantedSource, int wantedTag) {
        super(group.rank(ownRank), mode, verb, payload);
        this.group = group;
        this.context = group.context();
        this.wantedSource = wantedSource;
        this.wantedTag = wantedTag;
    }

    boolean accepts(long messageContext, int messageSource, int messageTag) {
        return context == messageContext
                && (wantedSource < 0 || wantedSource == messageSource)
                && (wantedTag < 0 || wantedTag == messageTag);
    }

    @Override
    public void start() {
        begin();
        guard();
        Envelope message = owner.mailbox.matchOrStore(this);
        if (message != null) {
            accept(message);
        }
    }

    /** Takes a message that has come before. */
    void accept(Envelope message) {
        SendRequest sender = message.sender;
        accept(message.source, message.tag, message.type, message.elements, message.count, message, null);
        if (sender != null) {
            sender.complete();
        } else {
            owner.mailbox.recycle(message);
        }
    }

    /** Takes the message of a sender that comes after this receive; called by the sender. */
    void accept(int fromRank, int withTag, Payload sent, SendRequest sender) {
        accept(fromRank, withTag, sent.type(), sent.buffer(), sent.count(), null, sender);
    }

    private void accept(
            int fromRank,
            int withTag,
            ElementType type,
            Buffer elements,
            int count,
            Envelope message,
            SendRequest sender) {
        source = fromRank;
        tag = withTag;
        bytes = count * type.bytes();
        if (type != payload.type()) {
            fail("the message from rank " + fromRank + ", tag " + withTag + " holds " + type.javaName()
                    + " but is received as " + payload.type().javaName() + places(message, sender));
        } else if (count > payload.count()) {
            fail("message truncated: rank " + fromRank + ", tag " + withTag + " sent " + count + " elements but only "
                    + payload.count() + " can be received" + places(message, sender));
        } else if (isTouched()) {
            fail(touched());
        } else {
            Copy.elements(type, elements, 0, payload.buffer(), 0, count);
            guard();
            complete();
        }
    }

    private String places(Envelope message, SendRequest sender) {
        String sent = message == null ? sender.place() : message.place();
        String received = place();
        return (sent.isEmpty() ? "" : "; sent" + sent.substring(1))
                + (received.isEmpty() ? "" : "; received" + received.substring(1));
    }

    @Override
    public String describe() {
        return operation + " from " + Group.peer(wantedSource) + " (" + Group.tag(wantedTag) + ")" + group.words();
    }

    @Override
    public void waitsFor(IntConsumer ranks) {
        group.forEach(wantedSource, owner, ranks);
    }

    @Override
    public int source() {
        return source;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public int bytes() {
        return bytes;
    }
}
